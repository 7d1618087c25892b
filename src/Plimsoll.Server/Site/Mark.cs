using System.Text.Json.Serialization;

namespace Plimsoll.Server.Site;

/// <summary>The silhouette of a state; read before its word and its colour.</summary>
public enum Mark { Ok, Run, Wait, Sign, Stale, Waive, Hold, Ask, Warn, Fail, Err, Skip }

/// <summary>The colour group of a state. Warn needs someone; Bad is harm now or overdue.</summary>
public enum Tone { Ok, Run, Warn, Bad, Waive, Idle }

/// <summary>A state as people read it: silhouette, word, colour.</summary>
[method: JsonConstructor]
public sealed record Sign(Mark Mark, string Word, Tone Tone)
{
    public Sign(Mark mark, string word) : this(mark, word, UsualTone(mark))
    {
    }

    public string Group => GroupOf(Tone);

    public string Icon => IconOf(Mark);

    /// <summary>Passed, waived and not applicable open a gate; nothing else does.</summary>
    public bool LetsThrough => Mark is Mark.Ok or Mark.Waive or Mark.Skip;

    public static string GroupOf(Tone tone) => tone switch
    {
        Tone.Ok => "is-ok",
        Tone.Run => "is-run",
        Tone.Warn => "is-warn",
        Tone.Bad => "is-bad",
        Tone.Waive => "is-waive",
        _ => "is-idle",
    };

    public static string IconOf(Mark mark) => mark switch
    {
        Mark.Ok => "ok",
        Mark.Run => "run",
        Mark.Wait => "wait",
        Mark.Sign => "sign",
        Mark.Stale => "stale",
        Mark.Waive => "waive",
        Mark.Hold => "hold",
        Mark.Ask => "ask",
        Mark.Warn => "warn",
        Mark.Fail => "fail",
        Mark.Err => "err",
        _ => "skip",
    };

    private static Tone UsualTone(Mark mark) => mark switch
    {
        Mark.Ok => Tone.Ok,
        Mark.Run => Tone.Run,
        Mark.Sign or Mark.Stale or Mark.Hold or Mark.Ask or Mark.Warn => Tone.Warn,
        Mark.Fail or Mark.Err => Tone.Bad,
        Mark.Waive => Tone.Waive,
        _ => Tone.Idle,
    };
}
