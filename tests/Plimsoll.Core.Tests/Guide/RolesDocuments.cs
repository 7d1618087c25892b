using System.Collections.Immutable;
using System.Text;
using Plimsoll.Core.Guide;

namespace Plimsoll.Core.Tests.Guide;

/// <summary>The document about roles that a guide links to.</summary>
public sealed class RolesDocuments
{
    private const string Roles = "octoacme-roles-and-personas.md";

    [Fact]
    public void The_reference_guide_beside_it_is_the_same_with_owners_filled_and_no_link_broken()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "octoacme", Roles);
        var (alone, beside) = (SomeGuide.Reference(), GuideCompiler.Compile(
            SomeGuide.ReferenceName, SomeGuide.ReferenceBytes, Beside((Roles, File.ReadAllText(file)))));
        Assert.Contains(alone.Lint, lint => lint.Code == "LINK");
        Assert.DoesNotContain(beside.Lint, lint => lint.Code is "LINK" or "ANCHOR-LINK" or "ROLE");
        Assert.Equal(alone.Playbook.Checks.Select(check => (check.Id, check.Line, check.Kind, check.Mode)),
            beside.Playbook.Checks.Select(check => (check.Id, check.Line, check.Kind, check.Mode)));
        foreach (var (id, owner) in new Dictionary<string, string>
        {
            ["acceptance-criteria"] = "Product Manager", ["prs-merged"] = "Developers", ["ci-green"] = "Developers",
            ["security-scan"] = "Security Lead", ["notes-drafted"] = "Product Manager",
            ["rollback-plan"] = "Developers", ["smoke-prepared"] = "QA / Testing Specialist",
            ["window-scheduled"] = "Release Manager", ["backup"] = "Release Manager",
            ["deploy-staging"] = "Release Manager", ["smoke-staging"] = "QA / Testing Specialist",
            ["deploy-production"] = "Release Manager", ["post-deploy-verify"] = "QA / Testing Specialist",
            ["announce"] = "Product Manager", ["status-update"] = "Product Manager",
            ["runbooks-updated"] = "Developers",
        })
        {
            var check = beside.Playbook.Find(id)!;
            Assert.Equal((id, owner), (id, string.Join(", ", check.Owners)));
            Assert.StartsWith($"{Roles} line ", Owners.OriginOf(check), StringComparison.Ordinal);
        }

        // Whom a line names stays.
        Assert.Equal(alone.Playbook.Find("assemble-team")!.Owners, beside.Playbook.Find("assemble-team")!.Owners);
    }

    [Fact]
    public void Its_roles_and_their_other_names_are_known()
    {
        var compilation = Compile("## Deployment\n\nSee [roles](team-roles.md).\n\n- [ ] Backup taken (Quay Warden)\n"
            + "- [ ] Feed the gulls - Rope Hand\n- [ ] Deploy to production\n",
            ("team-roles.md",
                "# Team\n\n## Quay Warden (Rope Hand)\n\n### Responsibilities\n- Deploys to production\n"));
        Assert.Equal(["Quay Warden", "Quay Warden", "Quay Warden"],
            compilation.Playbook.Checks.Take(3).Select(check => check.Owners.Single()));
        Assert.DoesNotContain(compilation.Lint, lint => lint.Code == "ROLE");
    }

    [Fact]
    public void Skills_reviews_and_links_that_are_not_about_roles_own_nothing()
    {
        var playbook = Compile("## Deployment\n\nSee [roles](roles.md) and [other](other.md).\n\n- [ ] Backup taken\n"
            + "- [ ] Deploy to production\n",
            ("roles.md", "# Roles\n\n## DevOps\n\n### Skills\n- Backups and snapshots\n\n### Responsibilities\n"
                + "- Reviews deployments to production\n"),
            ("other.md", "# Other\n\n## DevOps\n- Takes backups\n")).Playbook;
        Assert.All(playbook.Checks.Where(check => check.Line > 0), check => Assert.Empty(check.Owners));
    }

    [Fact]
    public void Damaged_documents_and_tables_end_too()
    {
        const string Tables = "# Roles\n\n## Quay Warden (QW, Rope Hand)\nAlso known as: Hand.\n\n### Responsibilities\n"
            + "- Takes backups\n- **QA Lead**: runs smoke tests\n\n| Role | Duties |\n|---|---|\n| DevOps | Deploys |\n\n"
            + "| Severity | Response | Updates |\n|---|---|---|\n| P0 | 5 min | hourly |\n| P1 | 1 h | daily |\n\n"
            + "| Type | Approver |\n|---|---|\n| Patch | QA Lead |\n| Major | Sponsor |\n";
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var text = Tables.ToCharArray();
            for (var change = random.Next(1, 25); change > 0; change--)
            {
                text[random.Next(text.Length)] = "|-#*:()[]\n\t 0P,;\u00e2x"[random.Next(18)];
            }

            var damaged = new string(text);
            var compilation = Compile($"{damaged}\nSee [roles](roles.md).\n\n- [ ] Backup taken\n", ("roles.md", damaged));
            Assert.DoesNotContain(compilation.Lint, lint => lint.Code == "LOST");
            Assert.Equal(compilation.Playbook.Hash,
                PlaybookJson.Read(PlaybookJson.Write(compilation.Playbook)).Hash);
        }
    }

    private static Compilation Compile(string guide, params (string, string)[] files) =>
        GuideCompiler.Compile("guide.md", Encoding.UTF8.GetBytes(guide), Beside(files));

    private static GuideSurroundings Beside(params (string Name, string Text)[] files) =>
        GuideSurroundings.Nothing with
        {
            Linked = files.ToImmutableSortedDictionary(
                file => file.Name, file => Encoding.UTF8.GetBytes(file.Text), StringComparer.Ordinal),
        };
}
