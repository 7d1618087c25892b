using Plimsoll.Server.Access;

namespace Plimsoll.Server.Nodes;

/// <summary>The browsers that were let in, for all nodes: whoever signed in at one is known at each.</summary>
internal sealed class SharedSessions(SharedTexts texts) : ISessionStore
{
    public const string Name = "sessions";

    public bool IsShared => true;

    public string Read() => texts.Read(Name).Text;

    public string Change(Func<string, string> change) =>
        texts.Change(Name, change, CancellationToken.None).GetAwaiter().GetResult();
}
