namespace Plimsoll.Server.Drivers.Shells;

/// <summary>One user of a machine doing work as another there.</summary>
/// <param name="Where">As messages call the machine.</param>
/// <param name="Who">Who asks to become <paramref name="User"/>.</param>
internal sealed record Becoming(string Where, string Who, string User)
{
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
