using Plimsoll.Core.Kernel;

namespace Plimsoll.Core.Access;

/// <summary>
/// From now on a person is known by other addresses too: commits from them are theirs, which decides who may sign off,
/// and so is what is sent there.
/// </summary>
/// <param name="Count">How many; the addresses stand beside the journal, where they can be erased.</param>
public sealed record RecogniseAddresses(string Person, int Count) : AccessCommand
{
    /// <summary>More than one person writes from.</summary>
    public const int Most = 10;

    public override Ruling<AccessEvent> Decide(Organisation organisation, Moment now) =>
        organisation.Find(Person) is null ? Refusal.NotFound("There is no such person here.")
        : Count is < 0 or > Most ? Refusal.Invalid($"A person has at most {Most} other addresses.")
        : new AddressesRecognised(Person, Count);
}

public sealed record AddressesRecognised(string Person, int Count) : AccessEvent
{
    public override Organisation Apply(Organisation organisation, Moment moment) => organisation;
}
