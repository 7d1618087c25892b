using Plimsoll.Server.Access;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.Nodes;

/// <summary>Names and addresses of people.</summary>
internal sealed class PeopleKept(Roster roster) : IKeepsShared
{
    public string Shares => People.Name;

    public Task ReadAgain(CancellationToken stop) => roster.Load(stop);
}

/// <summary>What is masked: a secret that was set at another node may come out here.</summary>
internal sealed class SecretsKept(SecretVault vault) : IKeepsShared
{
    public string Shares => SecretRows.Name;

    public Task ReadAgain(CancellationToken stop) => vault.ReadAgain(stop);
}

/// <summary>Who was let in, and who was shut out.</summary>
internal sealed class SessionsKept(Sessions sessions) : IKeepsShared
{
    public string Shares => SharedSessions.Name;

    public Task ReadAgain(CancellationToken stop)
    {
        sessions.ReadAgain();
        return Task.CompletedTask;
    }
}
