<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DemoSimulator</name>
    <message>
        <source>The demo keeps no secrets.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EscapeSheet</name>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to take it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape sheet: %1 for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made %1 (UTC) by %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you are locked out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise a ticket at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send this page. Never send the client secret: support does not need it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values that were handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was set in the tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting the app registration takes all of it back at once. Entra keeps it for 30 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client secret of %1 for %2 ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new client secret before this day and hand it to %1.
Application ID: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>This program does not know the guide %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Connects a Microsoft Entra tenant to a product, and proves each step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the demo; the scenario&apos;s name may follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system, light, dark or contrast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for setups and settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw every page of the demo into this folder, then end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Public client to sign in with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo only: sign in without a browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scenario of the demo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no theme; there are system, light, dark and contrast.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInPanel</name>
    <message>
        <source>reads the app registration and its enterprise application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads grants, roles and the tenant&apos;s own name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads what the tenant allows for client secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>says who signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finds the person who becomes the first administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads the tenant&apos;s name and domains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads which delegated permissions were granted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads which directory roles you hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keeps you signed in while this window is open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepState</name>
    <message>
        <source>1 problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to tick off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confirmed, with a warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wiring</name>
    <message>
        <source>Tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>App registration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enterprise application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confirmed, with a warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>decode</name>
    <message>
        <source>The reply lacks &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>endpoints</name>
    <message>
        <source>Unknown cloud &quot;%1&quot;; known are %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>Braces were copied along with the value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brackets were copied along with the value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quotes were copied along with the value.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::CheckBar</name>
    <message>
        <source>What we found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked %1, in an earlier session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked %1, before your last edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking Microsoft Entra (%1, usually 2 seconds).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still waiting for Microsoft Entra (%1). It ends by itself after a minute.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::CloudDialog</name>
    <message>
        <source>Another cloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client secret goes to the sign-in address. Type only addresses that you trust.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sign-in address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microsoft &amp;Graph address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use this cloud</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::CompleteDialog</name>
    <message>
        <source>Complete Setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete the setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete %1 for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You hand the values to %1 yourself, on its own page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values and the client secret are sent to %1, once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tenant ID: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Type %1 to confirm the tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1 to confirm the tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::Completer</name>
    <message>
        <source>Nothing was sent: the setup could not be saved first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::CopyButton</name>
    <message>
        <source>Copy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::DemoBand</name>
    <message>
        <source>Demo: nothing here is real</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;cenario</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scenario of the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the scenario back to its start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product has locked itself</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::DonePanel</name>
    <message>
        <source>%1 is set up for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed %1 by %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report (&amp;HTML)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report (&amp;JSON)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a calendar entry for the secret&apos;s &amp;end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up the next &amp;customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has locked itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise a ticket and send the escape sheet. Support does not need the client secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the escape &amp;sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is &amp;unlocked again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether the values arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values were sent once, and no answer came back. They are not sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try to sign in to %1, or ask its support with this number: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It &amp;works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is &amp;locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Nothing arrived</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::FieldEditor</name>
    <message>
        <source>Use the cleaned value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends in %1. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the keychain for the value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes to the keychain once client ID and tenant ID are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the keychain to keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the keychain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For this session only. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value is held. Type or paste to replace it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap with %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::FileSaver</name>
    <message>
        <source>Saved as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::FindingRow</name>
    <message>
        <source>Show me where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me where: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy these details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the technical details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::FindingsReview</name>
    <message>
        <source>All that was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::FleetRunner</name>
    <message>
        <source>Could not be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret works; open it to sign in for the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tenant found; open it to sign in for the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::Fold</name>
    <message>
        <source>Expanded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::GatePanel</name>
    <message>
        <source>Complete Setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chec&amp;k everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the escape &amp;sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was set, how to take it back, and whom to ask. It holds no secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending the values once. The answer decides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is proven. The setup can be completed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completing is locked for one reason:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completing is locked for %1 reasons:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::HandoffPanel</name>
    <message>
        <source>Hand the values to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open its page, enter each value in this order, and press the button there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the secret for 30 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How did it go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is &amp;completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It &amp;locked me out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have &amp;not done it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe the clipboard now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret leaves the clipboard in %1 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::HomeModel</name>
    <message>
        <source>No tenant yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in 1 day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1 months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing: it is completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See how the completion went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again, then complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fix: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::HomePage</name>
    <message>
        <source>Check &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lockstep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connects a Microsoft Entra tenant to a product, and proves each step before the last one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your setups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the setups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries every kept secret. What needs a sign-in is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have at hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About %1 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New setup: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A simulated tenant and product on this computer. It works offline, and nothing in it is real. Pick a scenario and see what is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read and was left alone: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::InstructionList</name>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value is missing for the link. Type the client ID first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened in the browser: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::MainWindow</name>
    <message>
        <source>The demo&apos;s guide is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · Lockstep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lockstep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain is still keeping the secret.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::ReviewPage</name>
    <message>
        <source>Step %1 of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it hangs together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proven, vouched for, and how long it holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 lines are proven by what Microsoft Graph and Entra said.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vouched for by %1: %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client secret ends on %1 (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the escape sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the calendar entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calendar entry (*.ics)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::SetupController</name>
    <message>
        <source>Filled from what was pasted: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the user of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No browser could be started. The address is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your sign-in has ended. Sign in again to confirm the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the directory (tenant) ID first: it says where to sign in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You signed in to %1 (%2), but this setup is for %3 (%4). Sign in with an account of %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::SetupHeader</name>
    <message>
        <source>&amp;Setups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list of setups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another cloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cloud of the tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Microsoft cloud that the tenant lives in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tenant yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tenant: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::SetupView</name>
    <message>
        <source>Nothing can be changed here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check &amp;everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved · last change %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::SignInPanel</name>
    <message>
        <source>Technical details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the sign-in panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in with the &amp;browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a &amp;device code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on &amp;without signing in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without signing in, only the tenant and the client secret can be confirmed. What an administrator sees stays unconfirmed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this asks for, and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it is reading. Nothing in the tenant is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the sign-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the link on any device, type this code, and sign in there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to confirm what only an administrator can see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to %1 to confirm what only an administrator can see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device code %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the sign-in page in your browser (%1). Come back here afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking for a device code (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code is good for another %1. Waiting for the sign-in.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::StepList</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::StepListModel</name>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how did it go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready to complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::StepPage</name>
    <message>
        <source>%1 (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What only you can see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microsoft Graph cannot show this. The report will say that you confirmed it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to type here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the whole block from a mail or a portal page into any field: each value finds its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chec&amp;k this step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::UnknownAttestations</name>
    <message>
        <source>What could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking again is better. If that cannot help, say how you know that it is right. The report will always say that you vouched for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You vouched for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How do you know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How do you know: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I vouch for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I vouch for it: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lockstep::WiringView</name>
    <message>
        <source>How tenant and product hang together</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>The folder %1 cannot be written. What you type now is not kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>portal</name>
    <message>
        <source>your application</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>profile</name>
    <message>
        <source>There is no guide of this name; known are %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Did you mean &quot;%1&quot;?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was reached</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>snapshot</name>
    <message>
        <source>This is not a lockstep.snapshot/1 file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This part is missing or malformed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
