using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Releases;
using Plimsoll.Core.Tests.Kernel;
using Plimsoll.Core.Tests.Releases;
using Plimsoll.Core.Tests.Simulation;
using static Plimsoll.Core.Tests.Access.SomePeople;

namespace Plimsoll.Core.Tests.Access;

/// <summary>
/// Random histories of sign-offs, waivers, roles and leavers against a brute-force oracle. PLIMSOLL_SEPARATIONS says how
/// many, PLIMSOLL_SEED where they start; a failure names its seed.
/// </summary>
public sealed class SeparationHistories
{
    private static readonly int Histories = Interleavings.Setting("PLIMSOLL_SEPARATIONS", 2_000);
    private static readonly int Seed = Interleavings.Setting("PLIMSOLL_SEED", 1);
    private static readonly string[] Names = ["root", "ada", "bob", "dan", "sue"];
    private static readonly string[] Held = [Roles.ReleaseManager, Roles.SecurityLead, Roles.Developers];
    private static readonly string[] Scopes = ["organisation", "service/shop", "team/web", "environment/shop/production", "service/other"];

    [Fact]
    public void No_decision_differs_from_the_oracle()
    {
        var judged = 0;
        Parallel.For(Seed, Seed + Histories, seed => Interlocked.Add(ref judged, Play(seed)));
        Assert.True(judged > Histories * 4, $"only {judged} decisions were compared");
        TestContext.Current.SendDiagnosticMessage("separation of duties: {0} histories, {1} decisions, 0 differences", Histories, judged);
    }

    private static int Play(int seed)
    {
        var random = new Random(seed);
        string Someone() => Id(Names[random.Next(Names.Length)]);
        string Any(string[] of) => of[random.Next(of.Length)];
        var (scene, claimed) = (SomeRelease.NoneYet(), random.Next(3) == 0);
        if (claimed) Begin("dora", "dan");
        scene.WithAccounts();
        foreach (var name in Names.Skip(1)) scene.Join(name, Any(Scopes), Any(Held));
        if (!claimed) Begin(Someone(), Someone());
        var judged = 0;
        for (var step = 2; step < 22; step++)
        {
            scene.After(TimeSpan.FromMinutes(1));
            var oracle = new SeparationOracle(scene.Facts);
            var who = Someone();
            switch (random.Next(9))
            {
                case 0: Compare(new GiveSignOff(Roles.ReleaseManager, 0, "", random.Next(2) == 0) is var sign
                    ? sign : null!, oracle.MaySign(who, sign.Self)); break;
                case 1: Compare(new GrantWaiver(Concepts.SecurityScan), oracle.MayGrant(who, Concepts.SecurityScan)); break;
                case 2: scene.Try(SomeRelease.Stream, new RequestWaiver(Concepts.SecurityScan, "known", scene.Now.AddDays(9)), who); break;
                case 3: scene.Try(Book, new GrantRole(Someone(), Any(Held), Any(Scopes)), Id("root")); break;
                case 4: scene.Try(Book, new TakeRole(who, Any(Held), Any(Scopes)), Id("root")); break;
                case 5: if (who != Id("root")) scene.Try(Book, new PersonLeaves(who, ""), Id("root")); break;
                case 6: if (scene.Try(Book, new InvitePerson(who), Id("root")) is null) scene.Try(Book, new JoinOrganisation(), who); break;
                case 7: scene.Try(Book, new PlaceInTeam("shop", Any(["", "web", "api"])), Id("root")); break;
                default: Seal(scene, random, step, random.Next(4) == 0 ? "node:ops" : Someone()); break;
            }

            void Compare(Command command, bool expected)
            {
                judged++;
                var refusal = scene.Try(SomeRelease.Stream, command, who);
                Assert.True(refusal is null == expected, $"seed {seed}: {who} {command}: {refusal?.Reason ?? "accepted"}");
            }
        }
        return judged;

        void Begin(string creator, string sealer)
        {
            scene.Do(SomeRelease.Stream,
                new CreateRelease("shop", "1.1.0", ReleaseType.Minor, "1.0.0", null, ""), creator);
            Seal(scene, random, 1, sealer);
        }
    }

    private static void Seal(Scene scene, Random random, int number, string sealer)
    {
        var authors = Names.Where(_ => random.Next(3) == 0).Select(Id).Concat(random.Next(3) == 0 ? ["Somebody Else"] : []);
        scene.Do(SomeRelease.Stream,
            new SealCandidate($"c{number}", "shop.tar", $"d{number}", "usual", [.. authors], []), sealer);
    }
}
