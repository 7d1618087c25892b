# The ticket wrapper, format 1: runs a command so that it outlives whoever asked. POSIX sh on Linux.
#
#   ticket.sh start  ROOT TICKET MOST BYTES            on standard input shell text that sets plan and environment, and "whole"
#   ticket.sh observe  ROOT TICKET CURSOR MOST     what is known, and the output from a cursor on: at MOST so many bytes
#                                                  (a start tells it as well, unless MOST is 0)
#   ticket.sh cancel | living | forget  ROOT TICKET               ticket.sh probe | clean  ROOT
#   ticket.sh state  ROOT - FOLDER        ticket.sh current  ROOT - LINK       ticket.sh has  ROOT - MARK SHA256
#
# ROOT/TICKET/ holds: format, plan (shell text: slot, times, limits, folder, arguments), put (boot id, once the plan is whole),
# secrets (files of the work, gone with its end), lock (held by the wrapper alone), claimed (boot id), session (leader and
# its birth), out (raw output), gap (what was cut out of it), drain (held while output flows), end (made once, by who ended
# it), cancel, status. The environment is in none of them: it goes from the input to the work as the shell's own document.
# A command that starts a service hands it to the host's service manager or drops the mark and its output:
#   env -u PLIMSOLL_TICKET ./service >service.log 2>&1 &
set -u
umask 077
export LC_ALL=C
script=$0 verb=$1 root=$2 ticket=${3-}
# A login may have exported names of ours: what they hold from here on is nobody else's.
unset input plan environment
# What a plan put by an older server does not say.
idle=0 limits=
was_silent=3
home=$root/$ticket
boot_id=/proc/sys/kernel/random/boot_id
reserved='                                '

# A reader that is gone must not take the wrapper with it.
say() { (trap '' PIPE; echo "$*") 2>/dev/null || :; }

refuse() { say "refused $*"; exit 0; }

# All of the input is taken before the turn: whoever sends it may be gone, and must keep nobody waiting.
start() {
    most=$1
    [ ! -s "$home/claimed" ] || accepted
    input=$(head -c "$2")
    read -r end && [ "$end" = whole ] || refuse "what was to be started did not come whole"
    eval "$input"
    take_turn
    put || cannot_put
    [ "$most" -gt 0 ] || hand_over
    verdict=$(hand_over)
    exec 9>&-
    [ "$verdict" != accepted ] || accepted
    say "$verdict"
}

accepted() { exec 9>&-; say accepted; [ "$most" -eq 0 ] || observe 0 "$most"; exit 0; }

# A start at a time, and none beside the wrapper.
take_turn() {
    [ -d "$home" ] || mkdir -p "$home"
    cd "$home" && true >>lock || refuse "no ticket can be written in $root"
    exec 9>>lock
    tries=0
    until [ -s claimed ] || flock -w 0.2 9; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || refuse "another start of it does not come to an end"
    done
    [ ! -s claimed ] || accepted
    [ ! -e cancel ] || refuse "it was cancelled before it started"
}

# What a host wrote before it restarted may be on its disk in part. The room of the last word is kept while there is some:
# work may fill the disk.
put() {
    ! is_put || return 0
    # Of an older server, which put it there.
    [ ! -e environment ] || rm -f environment
    printf '%s\n' "$plan" >plan && echo 1 >format && echo "$reserved" >status.new && echo "$boot" >put
}

is_put() {
    was_put=
    read -r boot <"$boot_id"
    [ ! -s put ] || read -r was_put <put
    [ "$was_put" = "$boot" ]
}

# A shell does not say why it cannot write; other programs do.
cannot_put() { head -c 65536 /dev/zero | tee -a plan >/dev/null; true >plan; refuse "the ticket could not be written in $root"; }

# To a session of its own, with the turn.
hand_over() {
    exec setsid -f sh "$script" hold "$root" "$ticket" <<ENVIRONMENT
$environment
ENVIRONMENT
}

# The wrapper itself: runs the work, writes how it ended.
hold() {
    cd "$home" || refuse "the ticket is gone"
    exec 4<&0 </dev/null
    . ./plan
    try_limits
    take_slot
    open_pipe || refuse "no output can be written in $root"
    claim || refuse "the start could not be written in $root"
    say accepted
    exec >/dev/null 2>&1
    run
}

# Told before anything starts, not by work that could not.
try_limits() {
    [ -n "$limits" ] || return 0
    command -v prlimit >/dev/null || refuse "prlimit is missing: install the package util-linux"
    case $limits in
        *--nproc=*) [ "$(id -u)" -ne 0 ] || refuse "root is not bound by a limit of processes: name another user with become" ;;
    esac
    prlimit $limits true || refuse "its limits are more than this host allows; lower them"
}

take_slot() {
    true >>"$slot" || refuse "the slot $slot cannot be written"
    exec 8>>"$slot"
    tries=0
    # No name: it changes hands. Our own: a killed wrapper's last child, gone in a moment.
    until flock -w 0.2 8; do
        tries=$((tries + 1)) other=$(cat "$slot")
        case $other in
            '' | "$ticket") [ "$tries" -lt 50 ] || refuse "the slot stays locked by nobody that has a name" ;;
            *) say "busy $other"; exit 0 ;;
        esac
    done
    files=$(grep -lszxF -e "PLIMSOLL_SLOT=$slot" /proc/[0-9]*/environ)
    other=${files:+$(grep -ahszx -e 'PLIMSOLL_TICKET=.*' $files | tr '\0' '\n' | head -n 1)}
    if [ -n "$other" ]; then say "busy ${other#*=}"; exit 0; fi
    echo "$ticket" >"$slot" || refuse "the slot $slot cannot be written"
}

# A pipe, not the file itself: work that opens /dev/stderr again would cut the file to nothing.
open_pipe() {
    [ ! -e pipe ] || rm -f pipe
    mkfifo pipe && true >>out && true >>drain || return 1
    exec 6<>pipe
    exec 5<pipe 7>pipe 6>&- 6>>drain
    flock 6
}

# On disk before the work begins, and with it all that tells of the ticket. An empty one claims nothing.
claim() {
    read -r boot <"$boot_id" && echo "$boot" >claimed && sync plan format status.new claimed . .. || { true >claimed; return 1; }
}

run() {
    # tee goes on reading when the disk is full: the work does not die of its log.
    tee -a out <&5 >/dev/null 4<&- 5<&- 7>&- 8>&- 9>&- & drain=$!
    exec 5<&- 6>&-
    # Closed inside: a shell keeps what it closes around a function of its own.
    { exec 4<&- 7>&- 8>&- 9>&-; trim; } &
    { exec 4<&- 7>&- 8>&- 9>&-; clock; } & clock=$!
    setsid env -i ${limits:+prlimit $limits} sh "$script" work "$root" "$ticket" >&7 2>&1 7>&- 8>&- 9>&-
    code=$? how=ended
    limit_reached
    [ ! -e secrets ] || rm -rf secrets
    exec 4<&- 7>&-
    true >left
    # Where it cannot be made, nobody ended it but itself.
    if ! make_end && [ -e end ]; then
        wait "$clock"
        case $? in "$was_silent") how="silent $idle" ;; *) how=expired ;; esac
        code=124
    fi
    [ ! -e cancel ] || how=cancelled
    drained || how="$how lost"
    # The slot first: whoever reads the status may start the next ticket at once.
    true >"$slot"
    exec 8>&-
    echo "$code $how" 1<>status.new && { sync out status.new || sync status.new; } && mv -T status.new status
    # Who waits for the end finds it.
    exec 9>&-
    sync .
}

# An empty file, which needs no room: one maker succeeds.
make_end() { set -C; true >end; set -- $?; set +C; return "$1"; }

# Two limits end what reaches them, with a signal of their own; at the others a call fails, and the work tells of it.
limit_reached() {
    [ -n "$limits" ] && [ "$code" -gt 128 ] || return 0
    case $(kill -l "$code") in
        XCPU) how="limit cpu-time" ;;
        XFSZ) how="limit file-size" ;;
    esac
}

# What the work wrote is in the file when tee is gone or sleeps on an empty pipe; a service may keep the pipe open.
# False: tee could not write all of it.
drained() {
    tries=0
    while read -r line <"/proc/$drain/stat"; do
        # tee sleeps only where it reads.
        case $line in *'(tee) S '*) return 0 ;; *'(tee) Z '*) break ;; esac
        tries=$((tries + 1))
        [ "$tries" -lt 50 ] || sleep 0.01
    done
    wait "$drain"
}

work() {
    cd "$home" || exit 127
    read -r line <"/proc/$$/stat"
    set -- ${line##*) }
    echo "$$ ${20}" >session
    . ./plan
    cd -- "$folder" || exit 127
    umask 022
    unset OLDPWD LC_ALL
    . /proc/self/fd/4
    # The last that stands in it. Whoever writes it may have been killed: work never runs with a part of it.
    [ -n "${PLIMSOLL_TICKET-}" ] || { echo "its environment did not come whole" >&2; exit 127; }
    exec 4<&- "$@"
}

# Waits for the wrapper's end; when time is up first, or the work says nothing for too long, it is the one that ends it.
# It and trim open what they wait for once: a folder that is removed meanwhile keeps neither from waiting.
clock() {
    why=0
    exec 4<lock
    # In one program from the first to the last: work that leaves nobody a process does not escape it.
    if [ "$idle" -eq 0 ]; then ! flock -s -w "$seconds" 4 || exit 0
    else listen; fi
    ! make_end || stop left_behind
    exit "$why"
}

# Until it is silent for too long or out of time; a word is noticed within a second.
listen() {
    look_at_clock
    ends=$((now + seconds * 100)) heard=
    until [ "$now" -ge "$ends" ]; do
        before=$heard
        heard=$(read_so_far)
        if [ "$heard" != "$before" ]; then since=$now; fi
        if [ $((now - since)) -ge $((idle * 100)) ]; then why=$was_silent; return; fi
        ! flock -s -w 1 4 || exit 0
        look_at_clock
    done
}

# What tee has read, not what is in the file: that stops growing when the disk is full.
read_so_far() { grep '^rchar' "/proc/$drain/io" 2>/dev/null || size_of_out; }

left_behind() { [ -e left ]; }

# Opened to read: a disk that takes no more writes must not look like a wrapper that lives.
lock_free() { [ ! -e lock ] || flock -s -n 0 <lock; }

# Keeps head and tail of a long output: the middle becomes a hole, offsets stay what they are.
trim() {
    exec 4<drain 6<>out
    cut=$head_bytes
    until flock -s -w 1 4; do
        upto=$(($(stat -Lc %s /proc/self/fd/6) - tail_bytes))
        [ $((upto - cut)) -gt $(((head_bytes + tail_bytes) / 8)) ] || continue
        if [ -e forgotten ]; then cut=0 upto=$((upto + tail_bytes)); fi
        echo "$head_bytes $upto" >gap.new && mv -T gap.new gap
        fallocate -p -o "$cut" -l $((upto - cut)) /proc/self/fd/6
        cut=$upto
    done 2>/dev/null
}

# Processes whose environment holds a line, as files. grep ends with 2 as well where one may not be read; a shell that gets
# no process for it does not come to the last line.
holding() { grep -lszxF -e "$1" /proc/[0-9]*/environ; [ $? -le 2 ]; }

# The session, while its leader is the very process that was started; a number alone is not trusted.
session() {
    [ ! -e status ] && read -r was <claimed && read -r boot <"$boot_id" && [ "$was" = "$boot" ] && read -r sid born <session || return 0
    read -r line <"/proc/$sid/stat" || return 0
    set -- ${line##*) }
    [ "${20}" != "$born" ] || echo "$sid"
}

# Living processes with the mark, of the session, and all their descendants. After the end: the marked ones.
# False: the host had no process to look for them with.
family() {
    kin=$(holding "PLIMSOLL_TICKET=$ticket") || return
    kin=" $(grep -lszxF -e "PLIMSOLL_SLOT=$slot" $kin /dev/null | tr -dc '0-9\n' | tr '\n' ' ')" || return
    # A session found once stays ours while this call lasts, also when its leader is the first to die.
    sessions="${sessions:- }$(session) " || return
    processes=$(processes) || return
    before=
    while [ "$before" != "$kin $sessions" ]; do
        before="$kin $sessions"
        while read -r pid parent sid; do
            case "$kin" in
                *" $pid "*) join_session "$sid" ;;
                *" $parent "*) kin="$kin$pid " ;;
                *) case "$sessions" in *" $sid "*) kin="$kin$pid " ;; esac ;;
            esac
        done <<PROCESSES
$processes
PROCESSES
    done
    kin=${kin# }
}

join_session() {
    case "$sessions" in *" $1 "*) return ;; esac
    [ -e status ] || sessions="$sessions$1 "
}

processes() {
    for stat in /proc/[0-9]*/stat; do
        read -r line <"$stat" || continue
        set -- ${line##*) }
        [ "$1" = Z ] || echo "${stat%/stat} $2 $4"
    done 2>/dev/null | sed 's,^/proc/,,'
}

# Hundredths of a second since the host started: goes on evenly when the wall clock jumps.
look_at_clock() { read -r now _ </proc/uptime && now=${now%.*}${now#*.}; }

# TERM to the family, KILL when the grace is over, until none lives and $1 is true as well.
stop() {
    look_at_clock
    began=$now told=' '
    while ! family || [ -n "$kin" ] || ! "$1"; do
        look_at_clock
        age=$((now - began))
        [ "$age" -lt $((grace * 100 + 1000)) ] || return 1
        for pid in $kin; do
            if [ "$age" -ge $((grace * 100)) ]; then kill -s KILL "$pid"; continue; fi
            case "$told" in *" $pid "*) ;; *) kill -s TERM "$pid"; told="$told$pid " ;; esac
        done
        sleep 0.1
    done 2>/dev/null
}

cancel() {
    mkdir -p "$home" && cd "$home" && true >cancel && sync cancel . .. || exit 1
    load_plan
    if stop lock_free; then say clean; else say "left $(named)"; fi
}

load_plan() { slot= grace=10; if is_whole; then . ./plan; fi; }

# An older server moved it here as a whole. Else it is on disk once it is claimed, and whole once it is put.
is_whole() { [ -e format ] && { [ -s claimed ] || [ ! -e put ] || is_put; }; }

# In one answer for who is far away: the traces a line each, then a piece of the output, then what was cut meanwhile.
# Claimed, lock, status: in any other order a start or an end in between reads as "unknown".
observe() {
    cursor=$1 most=0 claimed= lock=free status= cancelled=no cut_from=0 cut_to=0 count=
    read -r boot <"$boot_id"
    if cd "$home" 2>/dev/null; then
        wait_for_news
        [ ! -s claimed ] || read -r claimed <claimed
        [ -e status ] || lock_free || lock=held
        [ ! -e status ] || read -r status <status
        [ ! -e cancel ] || cancelled=yes
        cut_out
        [ ! -s out ] || most=$2
        measure_piece
    fi
    printf '%s\n' "boot $boot" "claimed $claimed" "lock $lock" "status $status" "cancelled $cancelled" \
        "gap $cut_from $cut_to" "count $count" ''
    # A program that was killed in the middle must not make it look whole.
    if [ "$most" -gt 0 ]; then piece || exit 1; cut_out; fi
    # Always as long: what comes before it is the piece.
    printf 'gap %19d %19d\n' "$cut_from" "$cut_to"
}

# Work that runs and says nothing is waited for a moment, here and not by asking again.
wait_for_news() {
    [ ! -e status ] && [ -s claimed ] && ! has_news || return 0
    flock -s -w 0.4 0 <lock || :
}

has_news() { if [ "$cursor" -eq 0 ]; then [ -s out ]; else [ "$(size_of_out)" -gt "$cursor" ]; fi; }

size_of_out() { stat -c %s out 2>/dev/null || echo 0; }

cut_out() { [ ! -s gap ] || read -r cut_from cut_to <gap; }

# From the start of the output on nobody measures: one program reads it, and says when it could not.
measure_piece() {
    if [ "$cut_from" -le "$cursor" ] && [ "$cursor" -lt "$cut_to" ]; then most=0; fi
    if [ "$cut_from" -gt "$cursor" ] && [ "$most" -gt $((cut_from - cursor)) ]; then most=$((cut_from - cursor)); fi
    [ "$cursor" -gt 0 ] && [ "$most" -gt 0 ] || return 0
    count=$(($(size_of_out) - cursor))
    if [ "$count" -gt "$most" ]; then count=$most; fi
    if [ "$count" -lt 0 ]; then count=0; fi
    most=$count
}

piece() { if [ "$cursor" -eq 0 ]; then head -c "$most" out; else tail -c "+$((cursor + 1))" out | head -c "$most"; fi; }

# One that has ended meanwhile has no name.
named() { for pid in $kin; do read -r name <"/proc/$pid/comm" || continue; echo "$pid ($name)"; done 2>/dev/null; }

living() { cd "$home" && load_plan && family && named; }

# The output and what is secret go at once, the rest a week later: a late start must still find that it ran.
forget() {
    # Drafts of an older server.
    for broken in "$root/.put.$ticket".*; do [ ! -e "$broken" ] || rm -rf "$broken"; done
    cd "$home" 2>/dev/null || return 0
    [ -e status ] || is_over || return 0
    wipe
    # Once an hour is often enough: the mark lies an hour ahead.
    [ "$root/.swept" -nt forgotten ] || { touch -d '+1 hour' "$root/.swept"; sweep >/dev/null; }
}

# No end is on record: its wrapper runs, or was killed, and then what it ran may live on.
is_over() {
    lock_free || { say "refused it still runs"; return 1; }
    load_plan
    family || { say "refused what of it runs is not known"; return 1; }
    [ -z "$kin" ] || { say "refused it still runs: $(named)"; return 1; }
}

# A mark that is there stays as old as it is.
wipe() { rm -rf environment secrets gap session out pipe && { [ -e forgotten ] || true >forgotten; }; }

sweep() { wipe_unended; old_tickets forgotten | remove; remove_artifacts; }

# Nothing puts an end on record when the wrapper was killed or the host restarted: by the start is told how old these are.
wipe_unended() {
    old_tickets claimed | while read -r old; do
        home=${old%/*} ticket=${old%/*}
        ticket=${ticket##*/}
        if [ -e "$home/status" ] || [ -e "$home/forgotten" ] || ! cd "$home"; then continue; fi
        ! (is_over) >/dev/null || { wipe && echo "removed what $ticket left"; }
    done
}

# Tickets with a file that is older than a week.
old_tickets() { find "$root" -mindepth 2 -maxdepth 2 -name "$1" -mmin +10080; }

remove() {
    while read -r old; do
        old=${old%/*}
        mv -T "$old" "$root/.gone.$$" && rm -rf "$root/.gone.$$" && echo "removed ${old##*/}"
    done
}

# The host as a whole: what it lacks, the room where a folder is or would be, each ticket and how it stands.
state() {
    room=$1
    until [ -d "$room" ] || [ "$room" = / ]; do room=$(dirname "$room"); done
    needs=$(probe) || return
    [ -z "$needs" ] || echo "$needs" | while read -r need; do echo "need $need"; done
    df -Pk "$room" | { read -r _; read -r _ _ _ free _ && echo "free $free"; } || return
    for each in "$root"/*/format; do
        [ -e "$each" ] || continue
        cd "${each%/format}" 2>/dev/null || continue
        if [ -e forgotten ]; then how=forgotten
        elif [ -e status ]; then how=finished
        elif ! lock_free; then how=running
        elif [ -s claimed ]; then how=unknown
        else how=waiting; fi
        ticket=${each%/format}
        echo "ticket ${ticket##*/} $how"
    done
}

# Nothing where there is no link: where nobody may look there may be one.
current() {
    if [ -L "$1" ]; then readlink "$1"; return; fi
    room=${1%/*}
    until [ -d "$room" ] || [ -z "$room" ]; do room=${room%/*}; done
    [ -x "${room:-/}" ] || { echo "$room may not be looked into" >&2; return 1; }
}

# Whether a release is there as a whole. Used again it is among the newest, which stay.
has() {
    [ -e "$1" ] || return 0
    unpacked=
    { read -r unpacked || :; } <"$1" || return
    if [ "$unpacked" = "$2" ] && touch "$1"; then echo yes; fi
}

# What nobody asks for any more: tickets that ended a week ago, and leftovers of a day. Never one that lives.
clean() {
    wipe_unended
    { old_tickets forgotten; old_tickets status; } | while read -r old; do
        ticket=${old%/*} ticket=${ticket##*/}
        alive=$(holding "PLIMSOLL_TICKET=$ticket") || continue
        [ ! -d "${old%/*}" ] || [ -n "$alive" ] || echo "$old" | remove
    done
    find "$root" -mindepth 1 -maxdepth 1 \( -name '.put.*' -o -name '.gone.*' -o -name '.probe.*' \) -mmin +1440 |
        while read -r old; do rm -rf "$old" && echo "removed ${old##*/}"; done
    remove_artifacts
}

# Those of the last day are kept, for targets that come later.
remove_artifacts() {
    # At once: one that is wanted again has just been touched.
    [ ! -d "$root/artifacts" ] || find "$root/artifacts" -mindepth 1 -mmin +1440 -delete -print |
        while read -r old; do echo "removed artifact ${old##*/}"; done
}

probe() {
    for tool in setsid flock fallocate prlimit mkfifo tee sync stat head mv env tar sha256sum find grep; do
        command -v "$tool" >/dev/null 2>&1 || echo "$tool"
    done
    ! command -v tar >/dev/null 2>&1 || case $(tar --help 2>/dev/null) in *checkpoint-action*) ;; *) echo checkpoints ;; esac
    [ -r "$boot_id" ] && [ -r /proc/self/environ ] || echo /proc
    holed=$root/.probe.$$
    { printf %8192s '' >"$holed"; } 2>/dev/null || { rm -f "$holed"; echo "$root"; return; }
    fallocate -p -o 0 -l 4096 "$holed" 2>/dev/null || echo holes
    rm -f "$holed"
}

case $verb in
    start | hold | work | observe | cancel | living | forget | probe | state | current | has | clean) shift $(($# < 3 ? 2 : 3)); "$verb" "$@" ;;
    *) echo "unknown verb: $verb" >&2; exit 2 ;;
esac
