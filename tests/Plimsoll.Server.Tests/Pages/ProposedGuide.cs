using System.Text;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Kernel;
using Plimsoll.Server.Engine;

namespace Plimsoll.Server.Tests.Pages;

/// <summary>One house in which a release went out and another waits, whose guide takes two people to change, and where
/// a revision is proposed.</summary>
public sealed class ProposedGuide : IAsyncLifetime
{
    private LiveHouse? _house;

    public LiveHouse House => _house ?? throw new InvalidOperationException("The house is not open yet.");

    public static string Reference => File.ReadAllText(
        Path.Combine(LiveHouse.Root(), "guides", "octoacme-release-and-deployment.md"));

    public static string Revision => Reference.Replace(
        "- Smoke tests prepared", "- Smoke tests prepared\n- Threat model reviewed (required for major)",
        StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        var house = _house = await LiveHouse.Open();
        await house.Adopt("storefront", "Storefront", "ask");
        await house.Prepare("storefront", "1.1.0");
        await house.SignOff("storefront", "1.1.0");
        await house.Ship("storefront", "1.1.0");
        await house.Until("storefront-1.1.0-1-production", "succeeded");
        await house.Prepare("storefront", "1.2.0");
        await Do("Grace", new ApplyPlaybook(ByTwo(Reference), Reference));
        await Do("Dana", new ProposePlaybook(ByTwo(Revision), Revision));
    }

    public async Task Do(string actor, Command command) => Assert.IsType<Answer.Accepted>(
        await House.Desk.Send(GuideBook.Stream, command, actor, TestContext.Current.CancellationToken));

    /// <summary>The guide with the setting that its changes take two people.</summary>
    public static Compilation ByTwo(string text)
    {
        var guide = GuideCompiler.Compile("octoacme-release-and-deployment.md", Encoding.UTF8.GetBytes(text));
        return guide with
        {
            Playbook = PlaybookJson.Seal(guide.Playbook with
            {
                Settings = new GuideSettings { ChangeNeedsSecondPerson = true },
            }),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is not null) await _house.DisposeAsync();
    }
}
