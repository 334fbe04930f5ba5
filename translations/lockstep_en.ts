<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Cli</name>
    <message numerus="yes">
        <source>Carry out %n change(s) in %1?</source>
        <translation>
            <numerusform>Carry out %n change in %1?</numerusform>
            <numerusform>Carry out %n changes in %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take back %n change(s), newest first?</source>
        <translation>
            <numerusform>Take back %n change, newest first?</numerusform>
            <numerusform>Take back %n changes, newest first?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanFormats</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepState</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wiring</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::ActivationPanel</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::ChangeRow</name>
    <message numerus="yes">
        <source>Also left out: %n change(s) that need it.</source>
        <translation>
            <numerusform>Also left out: %n change that needs it.</numerusform>
            <numerusform>Also left out: %n changes that need it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::GatePanel</name>
    <message numerus="yes">
        <source>Completing is locked for %n reason(s):</source>
        <translation>
            <numerusform>Completing is locked for %n reason:</numerusform>
            <numerusform>Completing is locked for %n reasons:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::HomeModel</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::JournalPage</name>
    <message numerus="yes">
        <source>%n change(s) are not settled yet: the program ended before Entra&apos;s answer was seen. Reading the tenant tells what became of them.</source>
        <translation>
            <numerusform>%n change is not settled yet: the program ended before Entra&apos;s answer was seen. Reading the tenant tells what became of it.</numerusform>
            <numerusform>%n changes are not settled yet: the program ended before Entra&apos;s answer was seen. Reading the tenant tells what became of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Undo all %n change(s)</source>
        <translation>
            <numerusform>&amp;Undo %n change</numerusform>
            <numerusform>&amp;Undo all %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::OpenWorkBand</name>
    <message numerus="yes">
        <source>%n change(s) were sent, and Entra&apos;s answer was not seen.</source>
        <translation>
            <numerusform>%n change was sent, and Entra&apos;s answer was not seen.</numerusform>
            <numerusform>%n changes were sent, and Entra&apos;s answer was not seen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::PlanBar</name>
    <message numerus="yes">
        <source>Sign in and apply %n change(s) to %1</source>
        <translation>
            <numerusform>Sign in and apply %n change to %1</numerusform>
            <numerusform>Sign in and apply %n changes to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n change(s) to %1</source>
        <translation>
            <numerusform>Apply %n change to %1</numerusform>
            <numerusform>Apply %n changes to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n change(s) are done.</source>
        <translation>
            <numerusform>The change is done.</numerusform>
            <numerusform>All %n changes are done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Next: %n more change(s)</source>
        <translation>
            <numerusform>Next: %n more change</numerusform>
            <numerusform>Next: %n more changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::PlanFlow</name>
    <message numerus="yes">
        <source>%n change(s) of an earlier session are not settled yet. Open &quot;What was changed&quot; to find out.</source>
        <translation>
            <numerusform>%n change of an earlier session is not settled yet. Open &quot;What was changed&quot; to find out.</numerusform>
            <numerusform>%n changes of an earlier session are not settled yet. Open &quot;What was changed&quot; to find out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are still open: the tenant does not show them yet, or what is left of them waits for you. Look again in two minutes, or make a new plan: it goes on where this ended.</source>
        <translation>
            <numerusform>%n change is still open: the tenant does not show it yet, or what is left of it waits for you. Look again in two minutes, or make a new plan: it goes on where this ended.</numerusform>
            <numerusform>%n changes are still open: the tenant does not show them yet, or what is left of them waits for you. Look again in two minutes, or make a new plan: it goes on where this ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::SetupSide</name>
    <message numerus="yes">
        <source>%n chan&amp;ge(s) not settled</source>
        <translation>
            <numerusform>%n chan&amp;ge not settled</numerusform>
            <numerusform>%n chan&amp;ges not settled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lockstep::UndoPanel</name>
    <message numerus="yes">
        <source>Undo %n change(s) in %1, the newest first?</source>
        <translation>
            <numerusform>Undo %n change in %1, the newest first?</numerusform>
            <numerusform>Undo %n changes in %1, the newest first?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign in and u&amp;ndo %n change(s) in %1</source>
        <translation>
            <numerusform>Sign in and u&amp;ndo %n change in %1</numerusform>
            <numerusform>Sign in and u&amp;ndo %n changes in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>U&amp;ndo %n change(s) in %1</source>
        <translation>
            <numerusform>U&amp;ndo %n change in %1</numerusform>
            <numerusform>U&amp;ndo %n changes in %1</numerusform>
        </translation>
    </message>
</context>
</TS>
