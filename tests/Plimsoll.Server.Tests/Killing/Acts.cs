using System.Text;

namespace Plimsoll.Server.Tests.Killing;

/// <summary>The one script behind every hook: keeps its own journal, outside Plimsoll, and prints lines that are known.</summary>
internal static class Acts
{
    private const int Lines = 100;

    /// <summary>Pauses in the middle of a line, so that the server is killed with half a line read.</summary>
    public const string Script = """
        #!/bin/sh
        # act NAME: says in $DRILL/oracle that it began and ended; prints 100 numbered lines in between.
        set -eu
        who="$1 $PLIMSOLL_VERSION $PLIMSOLL_TARGET ${PLIMSOLL_TICKET:--}"
        echo "begin $who" >>"$DRILL/oracle"
        n=1
        while [ $n -le 100 ]; do
            printf '%s' "$1 of $PLIMSOLL_VERSION on $PLIMSOLL_TARGET says ü "
            [ $((n % 25)) -ne 0 ] || sleep 0.04
            printf 'line %d of 100\n' $n
            n=$((n + 1))
        done
        [ "$1" != backup ] || echo "restore-point-of-$PLIMSOLL_VERSION"
        echo "end $who" >>"$DRILL/oracle"
        """;

    /// <summary>What an attempt of an action must have printed; null for Plimsoll's own scripts.</summary>
    public static string? Expected(string action, string version, string target) => action switch
    {
        "backup" => Printed(action, version, target) + $"restore-point-of-{version}\n",
        "restart" => Printed("stop", version, target) + Printed("start", version, target),
        "backup check" => Printed("check", version, target),
        "before" or "migrate" or "per-target" or "after" => Printed(action, version, target),
        _ => null,
    };

    private static string Printed(string name, string version, string target)
    {
        var text = new StringBuilder();
        for (var line = 1; line <= Lines; line++)
            text.Append($"{name} of {version} on {target} says ü line {line} of {Lines}\n");
        return text.ToString();
    }
}
