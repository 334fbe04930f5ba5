#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Lockstep authors
# SPDX-License-Identifier: Apache-2.0
# Runs a command on a session bus of its own, in a throw-away HOME.
#   with-keyring.sh unlocked|locked|empty|none COMMAND...
# unlocked, locked: gnome-keyring with a login keyring; empty: without any; none: a bare bus.
set -eu

if [ "${LOCKSTEP_ON_OWN_BUS:-}" = "" ]; then
    home=$(mktemp -d)
    trap 'rm -rf "$home"' EXIT
    unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_CURRENT_DESKTOP KDE_FULL_SESSION
    export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/data" LOCKSTEP_ON_OWN_BUS=1
    mkdir -m 700 "$XDG_RUNTIME_DIR"
    # without service folders the bus starts nothing by itself
    cat > "$home/bus.conf" <<END
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=$home/run</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
END
    # not exec: the folder is to be removed afterwards
    dbus-run-session --config-file="$home/bus.conf" -- "$0" "$@"
    exit
fi

kind=$1
shift
case $kind in
unlocked | locked) printf 'throw-away' | gnome-keyring-daemon --unlock --components=secrets > "$HOME/keyring.env" ;;
empty) gnome-keyring-daemon --start --components=secrets > "$HOME/keyring.env" ;;
esac
if [ "$kind" != none ]; then
    gdbus wait --session --timeout 20 org.freedesktop.secrets
fi
if [ "$kind" = locked ]; then
    gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets \
        --method org.freedesktop.Secret.Service.Lock \
        "['/org/freedesktop/secrets/collection/login']" > /dev/null
fi
"$@"
