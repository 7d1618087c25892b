using System.Collections.Immutable;
using Plimsoll.Core.Guide;
using Plimsoll.Core.Tests.House;
using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

public sealed class ReleaseNotes
{
    private static readonly ImmutableArray<string> Template = NotesDraft.ReferenceFields;

    [Fact]
    public void A_draft_tells_the_history_in_the_templates_fields()
    {
        var draft = Draft(
            SomeCommit.Saying("feat(cart): coupons (#12)"), SomeCommit.Saying("Merge it", parents: 2),
            SomeCommit.Saying("# odd\u0007"), SomeCommit.Saying("fix: round up"), SomeCommit.Saying("ci: faster"),
            SomeCommit.Saying("feat!: drop the old basket (#9)", "BREAKING CHANGE: Read\nthe new one."),
            SomeCommit.Saying("fix: bump a library", by: "dependabot[bot]"));

        Assert.Equal("""
            ## Release name / number
            storefront 1.1.0

            ## Date
            2026-01-05

            ## Summary

            ## Notable changes
            ### Breaking
            - drop the old basket (#9, 01234567): Read the new one.

            ### Added
            - cart: coupons (#12, 01234567)

            ### Changed
            - # odd (01234567)

            ### Fixed
            - round up (01234567)

            And 2 changes without effect for users.

            ## Migration steps (if any)
            - Read
                the new one.

            ## Known issues


            """, draft.Write().ToMarkdown());
    }

    [Fact]
    public void A_draft_read_back_tells_which_fields_are_empty()
    {
        var notes = NotesText.Read(Template, Draft(SomeCommit.Saying("Summary: none")).Write().ToMarkdown());

        Assert.Equal(["Summary", "Migration steps (if any)", "Known issues"], notes.Empty);
        Assert.Equal("### Changed\n- Summary: none (01234567)", notes["notable changes"]);
    }

    [Fact]
    public void The_same_change_is_told_once()
    {
        var changes = ChangeList.Of(
        [
            SomeCommit.Saying("fix: round up (#12)"), SomeCommit.Saying("fix(cart): round up, for 1.x (#12) (#15)"),
            SomeCommit.Saying("fix: b"), SomeCommit.Saying("fix: b"), SomeCommit.Saying("feat: c (#12)"),
        ]);

        Assert.Equal(["c", "round up", "b"], changes.Notable.Select(change => change.Text));
    }

    [Fact]
    public void What_users_do_not_notice_is_counted_or_told_when_asked()
    {
        var draft = Draft(SomeCommit.Saying("chore: a"), SomeCommit.Saying("fix: b", by: "renovate[bot]"));

        Assert.Equal("2 changes without effect for users.", draft.Write()["Notable changes"]);
        Assert.Equal(
            "### Without effect for users\n- a (01234567)\n- b (01234567)",
            (draft with { All = true }).Write()["Notable changes"]);
    }

    [Theory]
    [InlineData("perf: faster", ChangeGroup.Changed)]
    [InlineData("fix(security): escape it", ChangeGroup.Security)]
    [InlineData("deprecate: the old way", ChangeGroup.Deprecated)]
    [InlineData("Removes the old way", ChangeGroup.Removed)]
    [InlineData("Add coupons", ChangeGroup.Added)]
    [InlineData("Корзина помнит", ChangeGroup.Changed)]
    [InlineData("README: say more", ChangeGroup.Changed)]
    [InlineData("revert: feat: coupons", ChangeGroup.Removed)]
    [InlineData("Revert \"fix: rounding\"", ChangeGroup.Changed)]
    [InlineData("refactor: tidy", ChangeGroup.WithoutEffect)]
    [InlineData("refactor!: tidy", ChangeGroup.Breaking)]
    public void A_change_has_its_group(string subject, ChangeGroup group) =>
        Assert.Equal(group, NotableChange.Read(SomeCommit.Saying(subject)).Group);

    [Fact]
    public void What_a_commit_writes_stays_in_its_field()
    {
        var draft = Draft(SomeCommit.Saying("feat!: x", "BREAKING CHANGE: Type\n# Known issues\n```sh\nmigrate"));

        var notes = NotesText.Read(Template, draft.Write().ToMarkdown());

        Assert.Equal(draft.Write()["Migration steps"], notes["Migration steps"]);
        Assert.Equal(["Summary", "Known issues"], notes.Empty);
        Assert.Empty(notes.Unknown);
    }

    [Fact]
    public void Issues_known_before_are_listed_until_somebody_takes_them_off()
    {
        Assert.Equal("- slow", (Draft() with { KnownBefore = "- slow\n" }).Write()["Known issues"]);
        Assert.Equal("", (Draft() with { KnownBefore = "None" }).Write()["Known issues"]);
    }

    [Fact]
    public void A_template_with_the_groups_as_fields_has_them_filled()
    {
        var notes = (Draft(SomeCommit.Saying("feat: a"), SomeCommit.Saying("fix: b"), SomeCommit.Saying("perf: c")) with
        {
            Fields = ["Added", "Fixed", "Security"],
        }).Write();

        Assert.Equal(
            ["- a (01234567)", "- b (01234567)", "", "### Changed\n- c (01234567)"], notes.Fields.Select(f => f.Text));
    }

    [Fact]
    public void Saved_notes_say_none_where_nothing_was_written()
    {
        var saved = NotesText.Read(Template, "## Summary\nCoupons.\n").Saved();

        Assert.Empty(saved.Empty);
        Assert.Equal("none", saved["Known issues"]);
        Assert.Equal("Coupons.", saved["Summary"]);
        Assert.Equivalent(saved, NotesText.Read(Template, saved.ToMarkdown()));
    }

    [Theory]
    [InlineData("```sh\n## not a heading")]
    [InlineData("It grows.\n## Details\nmore")]
    [InlineData("It grows.\n# Known issues\nnot the field")]
    [InlineData("It grows.\n#### Known issues\nnot the field")]
    public void What_is_written_in_a_field_takes_nothing_from_another_one(string summary)
    {
        NotesText saved = new([new("Summary", summary), new("Known issues", "It stops at noon.")], []);
        var read = NotesText.Read(["Summary", "Known issues"], saved.ToMarkdown());
        Assert.Equal(("It stops at noon.", 0), (read["Known issues"], read.Unknown.Length));
        Assert.EndsWith(summary.Split('\n')[^1], read["Summary"]!.TrimEnd('`', '\n'), StringComparison.Ordinal);
        Assert.Equal(["Summary", "Known issues"], NotesText.FieldsOf(saved.ToMarkdown()));
        Assert.Equal(saved.ToMarkdown(), read.ToMarkdown());
    }

    [Fact]
    public void Headings_are_found_as_people_write_them()
    {
        var notes = NotesText.Read(Template, """
            # 1.1.0
            ### **Summary**
            Coupons.
            ```sh
            # Known issues
            ```
            #### Details
            More.
            ## MIGRATION STEPS:
            Run it.
            ## Thanks
            To all.
            """.ReplaceLineEndings("\r\n"));

        Assert.Equal("Coupons.\n```sh\n# Known issues\n```\n#### Details\nMore.", notes["Summary"]);
        Assert.Equal("Run it.", notes["Migration steps (if any)"]);
        Assert.Equal(["1.1.0", "Thanks"], notes.Unknown);
    }

    [Fact]
    public void The_guides_own_list_form_is_read_too()
    {
        var notes = NotesText.Read(Template, """
            - Release name / number: storefront 1.1.0
            - **Summary:** Coupons: finally.
            - Notable changes:
              - one
              - two
            """);

        Assert.Equal("storefront 1.1.0", notes["Release name / number"]);
        Assert.Equal("Coupons: finally.", notes["Summary"]);
        Assert.Equal("- one\n  - two", notes["Notable changes"]);
    }

    [Fact]
    public void A_template_without_changes_gets_a_place_for_them() => Assert.Equal(
        ["Summary", "Notable changes"], (Draft() with { Fields = ["Summary"] }).Write().Fields.Select(f => f.Name));

    [Fact]
    public void The_template_at_hand_is_the_reference_guides()
    {
        var guide = File.ReadAllBytes(Path.Combine(SourceTree.Root, "guides", "octoacme-release-and-deployment.md"));

        Assert.Equal(NotesDraft.ReferenceFields, NotesDraft.FieldsOf(GuideCompiler.Compile("guide.md", guide).Playbook));
    }

    private static NotesDraft Draft(params CommitLine[] commits) =>
        new(Template, "storefront 1.1.0", new DateOnly(2026, 1, 5), ChangeList.Of([.. commits]));
}
