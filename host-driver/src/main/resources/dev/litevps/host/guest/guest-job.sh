# What the platform does to background jobs in a guest. Arguments: what to do, the id of the job, and
#   begin   seconds after which it is killed, bytes of each output that are kept, the command in base64
#   output  bytes of each output that are wanted
# A job has a folder. What is short in it is the target of a symbolic link: made at once, also on a disk that is full.
#   command   what it runs
#   boot      in which it was begun
#   run       a folder: who makes it runs the job, so that it runs once however often it is begun
#   session   which its processes are in; the process that leads it, the runner, has the id of the job in its arguments
#   out  err  what it printed, and one byte more than is wanted if there was more
#   end       its exit status, and the uptime when it began and when it ended
#   drained   there once nobody can print any more
# All that the command starts is in a control group, which nobody leaves by beginning a session or by losing its parent.
jobs=/var/lib/litevps/jobs
job=$jobs/$2
group=/sys/fs/cgroup/litevps-job-$2
boot=$(cat /proc/sys/kernel/random/boot_id)

runner='
job=$1
group=$4
mkdir "$job/run" 2>/dev/null || exit 0
ln -s $$ "$job/session" || { rmdir "$job/run"; exit 1; }
keep() { stdbuf -o0 head -c "$2" >"$1"; cat >/dev/null; }
read -r began rest </proc/uptime
(
    (
        (
            { mkdir "$group" && echo 0 >"$group/cgroup.procs"; } 2>/dev/null
            exec timeout -k 2s "$2s" "${SHELL:-sh}" -c "$(cat "$job/command")"
        )
        status=$?
        read -r ended rest </proc/uptime
        began_second=${began%.*}
        ended_second=${ended%.*}
        case $status in
        124 | 137)
            if [ "$((ended_second - began_second))" -ge "$2" ]; then
                { echo 1 >"$group/cgroup.kill"; } 2>/dev/null
            fi
            ;;
        esac
        ln -s "$status $began $ended" "$job/end"
    ) 2>&1 >&3 3>&- | keep "$job/err" "$3" 3>&-
) 3>&1 | keep "$job/out" "$3"
: >"$job/drained"
rmdir "$group" 2>/dev/null
'

is_of_this_boot() {
    [ "$(readlink "$job/boot")" = "$boot" ]
}

has_runner() {
    [ ! -h "$job/session" ] || pgrep -s "$(readlink "$job/session")" -f "$1" >/dev/null
}

# Whether anybody of the job's session is at work: those who keep its output are, until they have read all of it. Where
# /proc has no processes nobody is.
is_busy() {
    is_of_this_boot || return 1
    for id in $(pgrep -s "$(readlink "$job/session")"); do
        state=
        { read -r state <"/proc/$id/stat"; } 2>/dev/null
        case ${state##*) } in
        R* | D*) return 0 ;;
        esac
    done
    return 1
}

show_end() {
    tries=0
    while [ ! -e "$job/drained" ] && [ "$tries" -lt 10 ] && is_busy; do
        sleep 0.1
        tries=$((tries + 1))
    done
    if [ -e "$job/drained" ]; then
        echo "ended $(readlink "$job/end") drained"
    else
        echo "ended $(readlink "$job/end") open"
    fi
}

second() {
    read -r now rest </proc/uptime && now=${now%.*}
}

members() {
    { [ -z "$session" ] || pgrep -s "$session"; cat "$group/cgroup.procs"; } 2>/dev/null
}

# The number of a session is free again only when none of its processes is left. So it is the job's if its runner is there,
# or if no process has that number.
kill_job() {
    is_of_this_boot && [ -h "$job/session" ] || return 0
    session=$(readlink "$job/session")
    pgrep -s "$session" -f "$1" >/dev/null || ! kill -0 "$session" 2>/dev/null || session=
    # Seconds, not turns: on a busy machine a turn takes long.
    second
    since=$now
    kill -TERM $(members) 2>/dev/null
    while [ -n "$(members)" ] && [ "$((now - since))" -lt 3 ]; do
        sleep 0.1
        second
    done
    # Also what is in groups below the job's.
    { echo 1 >"$group/cgroup.kill"; } 2>/dev/null
    second
    since=$now
    while [ -n "$(members)" ] && [ "$((now - since))" -lt 6 ]; do
        { echo 1 >"$group/cgroup.kill"; } 2>/dev/null
        kill -KILL $(members) 2>/dev/null
        sleep 0.1
        second
    done
    rmdir "$group" 2>/dev/null
    [ -z "$(members)" ]
}

case $1 in
begin)
    mkdir -p "$jobs" && chmod 700 "$jobs" || exit 28
    # What jobs have left running is in their groups until it ends; nobody comes back to those that are empty.
    for left in /sys/fs/cgroup/litevps-job-*; do
        [ -d "$left" ] && rmdir "$left" 2>/dev/null
    done
    # What was cut short by a reboot, and nobody came back to.
    for left in "$jobs"/*; do
        if [ "$left" != "$job" ] && [ -h "$left/boot" ] && [ ! -h "$left/end" ] &&
            [ "$(readlink "$left/boot")" != "$boot" ]; then
            rm -rf "$left"
        fi
    done
    if [ ! -h "$job/boot" ]; then
        if ! { mkdir -p "$job" && printf %s "$5" | base64 -d >"$job/command" && ln -s "$boot" "$job/boot"; }; then
            rm -rf "$job"
            exit 28
        fi
    fi
    if is_of_this_boot && [ ! -e "$job/run" ]; then
        setsid sh -c "$runner" litevps-job "$job" "$3" "$(($4 + 1))" "$group" </dev/null >/dev/null 2>&1 &
    fi
    ;;
look)
    if [ -h "$job/end" ]; then
        show_end
    elif [ ! -h "$job/boot" ]; then
        echo absent
    elif ! is_of_this_boot; then
        echo rebooted
    elif [ ! -e "$job/run" ]; then
        echo waiting
    elif has_runner "$2"; then
        echo running
    elif [ -h "$job/end" ]; then
        show_end
    else
        echo vanished
    fi
    ;;
kill)
    mkdir -p "$job" || exit 1
    # Once this folder is there, nobody runs the job who does not yet.
    mkdir "$job/run" 2>/dev/null || kill_job "$2"
    ;;
output)
    more=0
    if [ -e "$job/out" ]; then
        head -c "$3" "$job/out"
        [ "$(wc -c <"$job/out")" -le "$3" ] || more=1
    fi
    if [ -e "$job/err" ]; then
        head -c "$3" "$job/err" >&2
        [ "$(wc -c <"$job/err")" -le "$3" ] || more=$((more + 2))
    fi
    exit "$more"
    ;;
remove)
    if [ -d "$job" ] && [ ! -h "$job/end" ]; then
        mkdir "$job/run" 2>/dev/null || kill_job "$2" || exit 1
    fi
    rm -rf "$job"
    rmdir "$group" 2>/dev/null || true
    ;;
*)
    exit 64
    ;;
esac
