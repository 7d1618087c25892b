namespace Plimsoll.Server.Drivers.Shells;

/// <summary>What is written to a command's standard input.</summary>
/// <param name="alive">Called when something was taken: the time limit begins anew.</param>
internal delegate Task StandardInput(Stream into, Action alive, CancellationToken stop);

/// <summary>How long a command may say nothing and take nothing.</summary>
/// <param name="Spoken">The same once it has said something of its own.</param>
internal readonly record struct Patience(TimeSpan Silent, TimeSpan Spoken)
{
    public static implicit operator Patience(TimeSpan always) => new(always, always);
}

/// <summary>The shell of a user, on another host or here: all that is known there is what a command prints.</summary>
internal interface IShell
{
    /// <summary>As messages call the place.</summary>
    string Name { get; }

    /// <summary>How long it may take to answer.</summary>
    TimeSpan ToAnswer { get; }

    /// <summary>What the place says of itself, asked anew while it lacks something.</summary>
    Task<Greeting> Greet(CancellationToken stop);

    /// <summary>Runs a command that may be run twice.</summary>
    /// <exception cref="HostUnreachable">Nobody knows whether it ran.</exception>
    Task<ShellAnswer> Run(
        Func<Greeting, IReadOnlyList<string>> words, StandardInput input, Patience limit, CancellationToken stop);

    BroughtArtifacts Artifacts { get; }
}
