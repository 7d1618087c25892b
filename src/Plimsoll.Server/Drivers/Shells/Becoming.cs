namespace Plimsoll.Server.Drivers.Shells;

/// <summary>One user of a machine doing work as another there.</summary>
/// <param name="Where">As messages call the machine.</param>
/// <param name="Who">Who asks to become <paramref name="User"/>.</param>
internal sealed record Becoming(string Where, string Who, string User)
{
    /// <summary>Final where sudo or runuser said why; one that was ended, or had no process to give, said nothing of this.</summary>
    /// <param name="code">How it ended; null: not by itself.</param>
    public HostUnreachable Failed(string complaint, int? code) => complaint == "" || Passing.Is(complaint, code)
        ? new($"{Who} could not become {User} on {Where} now{Passing.Told(complaint)}", passes: true)
        : new(WhyNot(complaint), passes: false);

    /// <summary>Why it cannot be, and what to do.</summary>
    /// <param name="complaint">What sudo or runuser said.</param>
    public string WhyNot(string complaint)
    {
        bool Says(string words) => complaint.Contains(words, StringComparison.Ordinal);
        if (Says("unknown user") || Says("does not exist"))
            return $"{Where} has no user {User}: create it (useradd --create-home {User}), or name another with `become`.";
        return Says("password")
            ? $"sudo on {Where} asks {Who} for a password to become {User}, and nobody is there to type it. "
                + $"Add to its sudoers: {Who} ALL=({User}) NOPASSWD: ALL"
            : $"{Where} does not let {Who} become {User} with sudo -n: {complaint}";
    }
}
