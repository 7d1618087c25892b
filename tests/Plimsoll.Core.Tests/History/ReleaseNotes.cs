using Plimsoll.Files.History;

namespace Plimsoll.Core.Tests.History;

public sealed class ReleaseNotes
{
    private static readonly string[] Template =
        ["Release name / number", "Date", "Summary", "Notable changes", "Migration steps (if any)", "Known issues"];

    [Fact]
    public void A_draft_is_the_commits_in_the_templates_fields()
    {
        var draft = NotesDraft.Write(
            Template, "storefront", "1.1.0", new DateOnly(2026, 1, 5),
            [SomeCommit.Saying("feat: coupons"), SomeCommit.Saying("M", parents: 2), SomeCommit.Saying("# odd\u0007")]);

        Assert.Equal("""
            ## Release name / number
            storefront 1.1.0

            ## Date
            2026-01-05

            ## Summary

            ## Notable changes
            - feat: coupons (01234567)
            - # odd (01234567)

            ## Migration steps (if any)

            ## Known issues


            """, draft);
    }

    [Fact]
    public void A_draft_read_back_tells_which_fields_are_empty()
    {
        var draft = NotesDraft.Write(Template, "storefront", "1.1.0", default, [SomeCommit.Saying("Summary: none")]);

        var notes = NotesText.Read(Template, draft);

        Assert.Equal(["Summary", "Migration steps (if any)", "Known issues"], notes.Empty);
        Assert.Equal("- Summary: none (01234567)", notes["notable changes"]);
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
    public void A_template_without_changes_gets_a_place_for_them() => Assert.Contains(
        "## Notable changes\n- fix: a",
        NotesDraft.Write(["Summary"], "s", "1.0.0", default, [SomeCommit.Saying("fix: a")]),
        StringComparison.Ordinal);
}
