using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Plimsoll.Server.Access;
using Plimsoll.Server.Engine;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Nodes;

internal static class NodesSlice
{
    /// <summary>Makes this server one of several on a database.</summary>
    public static void AddNodes(this IServiceCollection services, ServerSettings settings, PostgresSettings store)
    {
        services.AddSingleton(NodeId.Of(settings.DataFolder)).AddSingleton<SharedTexts>();
        services.AddSingleton<ISessionStore, SharedSessions>();
        services.AddOptions<KeyManagementOptions>().Configure<SharedTexts>((options, texts) => options.XmlRepository = new SharedKeys(texts));
        services.AddSingleton(found => SharedDeviceCodes.Of(found.GetRequiredService<SharedTexts>(), TimeProvider.System));
        services.AddSingleton<IKeepsShared, PeopleKept>().AddSingleton<IKeepsShared, SecretsKept>();
        services.AddSingleton<IKeepsShared, SessionsKept>().AddSingleton<IKeepsShared, StandbyKept>();
        services.AddSingleton(found => new Heartbeat(
            () => NodeTable.Open(store, found.GetRequiredService<NodeId>()), found.GetRequiredService<NodeId>(),
            () => new NodeSaid(
                found.GetRequiredService<NodeId>().Value, $"{Environment.MachineName}:{settings.Port}", settings.Address,
                AboutView.ThisVersion, found.GetRequiredService<Feed>().World.Position, TimeSpan.Zero, "")
            {
                Mail = NodeWords.Mail(settings),
            },
            TimeProvider.System));
        services.AddHostedService(found => new Tail(
            store, found.GetRequiredService<SqlJournal>(), found.GetRequiredService<Feed>(), found.GetRequiredService<SharedTexts>(),
            [.. found.GetServices<IKeepsShared>()], found.GetRequiredService<ILogger<Tail>>()));
        services.BeginWorkBy<Shift>();
    }
}
