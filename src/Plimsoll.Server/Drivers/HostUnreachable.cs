namespace Plimsoll.Server.Drivers;

/// <summary>The machine of a target cannot be asked now; what runs there goes on and is asked for again.</summary>
/// <param name="passes">It may be over by itself; false: a person has to do what the sentence says.</param>
public sealed class HostUnreachable(string sentence, bool passes, Exception? cause = null) : IOException(sentence, cause)
{
    public bool Passes => passes;
}
