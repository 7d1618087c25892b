namespace Plimsoll.Server.Drivers.Local;

/// <summary>One restore drill on a host: its folder, the restore, the check, what was measured, nothing left.</summary>
internal static class DrillScript
{
    // It stands in the scratch folder, so that a line that forgets where to restore to damages nothing. /proc/uptime
    // goes on evenly when somebody sets the clock.
    public const string Text =
        """
        # restore drill: $1 is the scratch folder, $2 restores, $3 checks
        umask 077
        mkdir "$1" || { echo "the scratch folder $1 cannot be made"; exit 1; }
        trap 'cd / && rm -rf "$1"' EXIT
        trap 'exit 143' HUP INT TERM
        cd "$1" || exit 1
        read -r begun _ </proc/uptime
        sh -c "$2" || { echo "the restore command ended with exit code $?"; exit 1; }
        sh -c "$3" || { echo "the check of what was restored ended with exit code $?"; exit 1; }
        read -r ended _ </proc/uptime
        size=$(du -sk "$1") || exit 1
        cd / && rm -rf "$1" || { echo "the scratch folder $1 cannot be removed"; exit 1; }
        echo "measured $begun $ended ${size%%[!0-9]*}"
        """;
}
