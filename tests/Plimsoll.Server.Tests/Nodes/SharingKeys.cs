using Plimsoll.Server.Connectors.Webhook;
using Plimsoll.Server.Journal;
using Plimsoll.Server.Nodes;
using Plimsoll.Server.OnCall;
using Plimsoll.Server.Tests.Database;
using Plimsoll.Server.Tests.Journal;

namespace Plimsoll.Server.Tests.Nodes;

/// <summary>A page is mailed by one server, and its link opened at whichever the balancer asks; a webhook is signed by any.</summary>
public sealed class SharingKeys(Postgres postgres)
{
    [Fact]
    public async Task A_link_of_one_server_opens_at_another_and_receivers_need_one_secret()
    {
        using var folder = new DataFolder();
        var database = await postgres.NewDatabase();
        var (first, second) = (Path.Combine(folder.Path, "1"), Path.Combine(folder.Path, "2"));
        await Start(first, database);
        var link = new AcknowledgeLinks(first, "https://one").Of("page-1", "Ada");
        var secret = new WebhookSecret(first).Text;
        await Start(second, database);
        await Start(first, database);

        Assert.True(new AcknowledgeLinks(second, "https://two").Proves("page-1", "Ada", link.Split('/')[^1]));
        Assert.Equal(secret, new WebhookSecret(second).Text);
        Assert.Equal(secret, new WebhookSecret(first).Text);
    }

    [Fact]
    public async Task A_server_that_was_alone_before_takes_over_what_the_house_has()
    {
        using var folder = new DataFolder();
        var database = await postgres.NewDatabase();
        var (first, second) = (Path.Combine(folder.Path, "1"), Path.Combine(folder.Path, "2"));
        Directory.CreateDirectory(second);
        var old = new WebhookSecret(second).Text;
        await Start(first, database);
        await Start(second, database);

        Assert.NotEqual(old, new WebhookSecret(second).Text);
        Assert.Equal(new WebhookSecret(first).Text, new WebhookSecret(second).Text);
    }

    private static async Task Start(string folder, Npgsql.NpgsqlConnectionStringBuilder database)
    {
        await using var journal = PostgresJournal.Open(new PostgresSettings(folder, database));
        await SharedKeyFiles.Agree(new SharedTexts(journal), folder, CancellationToken.None);
    }
}
