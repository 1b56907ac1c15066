# Kills the session of a command when its time is up. Arguments: the process that leads the session, and the seconds that are left.
# A line on stdin dismisses it. End of file without one means that the platform is gone, and then it stays at its post.
# It says "up" before it kills, and ends when it has.
born() {
    birth=
    read -r birth <"/proc/$1/stat" && birth=${birth##*) } && birth=$(set -- $birth && echo "${20}")
}

send() {
    pkill -"$1" -s "$2" || kill -"$1" -- -"$2"
} 2>/dev/null

trap '' HUP PIPE
exec 2>/dev/null 3<&0
born "$1"
first=$birth
sleep "$2" >/dev/null 3<&- &
timer=$!
{ read -r word <&3 && kill "$timer"; } >/dev/null &
reader=$!
exec 3<&-
wait "$timer" || exit 0
kill "$reader"

# What has this number now may be another.
born "$1"
[ "$birth" = "$first" ] && kill -0 "$1" || exit 0
echo up
# Seconds, not turns: on a busy machine a turn takes long.
second() {
    read -r now rest </proc/uptime && now=${now%.*}
}
second
since=$now
send TERM "$1"
while kill -0 "$1" && [ "$((now - since))" -lt 3 ]; do
    sleep 0.1
    second
done
second
since=$now
while send KILL "$1" && [ "$((now - since))" -lt 10 ]; do
    sleep 0.1
    second
done
