using System.Collections.Immutable;
using Plimsoll.Core.Catalog;
using Plimsoll.Files.Catalog;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class WritingAFirstFile
{
    [Fact]
    public async Task An_empty_folder_gives_a_file_that_passes_without_a_word()
    {
        using var repository = new SomeRepository();

        var service = await Written(repository);

        Assert.Equal("box-office", service.Name);
        Assert.Null(service.Artifact);
        Assert.Equal(["staging", "production"], service.Environments.Select(e => e.Name));
        Assert.Equal("http://127.0.0.1:8081", service.Environments[0].Targets[0].Url);
        Assert.Equal("{target}/health", service.Smoke.Http[0].Url);
    }

    [Fact]
    public async Task What_was_found_stands_in_the_file()
    {
        using var repository = new SomeRepository()
            .With("it's here/Web.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web" />""")
            .With("Dockerfile", "EXPOSE 9090")
            .With("deploy/seats.service")
            .With("db/migrate/001.rb")
            .With(".github/workflows/ci.yml")
            .Committed()
            .Git("remote", "add", "origin", "git@git.example.org:shop/seats.git")
            .Git("tag", "seats/2.0.0");

        var service = await Written(repository);

        Assert.Equal(("seats", "git@git.example.org:shop/seats.git"), (service.Name, service.Repository));
        Assert.Equal(("trunk", "seats/{version}"), (service.MainLine, service.TagPattern));
        Assert.True(service.Holds("Ada Lovelace", "Release Manager"));
        Assert.Contains(" 'it'\\''s here/Web.csproj' ", service.Artifact?.Build, StringComparison.Ordinal);
        Assert.True(service.Data);
        Assert.Equal("./deploy/backup", service.Environments[1].Backup?.Command);
        Assert.Equal("systemctl restart seats", service.Environments[1].Start);
        Assert.Equal("http://127.0.0.1:9090", service.Environments[1].Targets[0].Url);
    }

    [Fact]
    public async Task At_most_five_questions_are_asked_and_every_default_is_an_answer()
    {
        using var empty = new SomeRepository();
        using var node = new SomeRepository().With("package.json", "{}");

        foreach (var repository in new[] { empty, node })
        {
            var questions = InitQuestions.For(await Look(repository));

            Assert.InRange(questions.Length, 1, 5);
            Assert.All(questions, q => Assert.True(q.Default.Length == 0 || q.Objection(q.Default) is null, q.Id));
            Assert.Equal(questions.Length, questions.Select(q => q.Id).Distinct().Count());
        }
    }

    [Fact]
    public async Task Answers_stand_in_the_file()
    {
        using var repository = new SomeRepository();
        var answers = ImmutableDictionary.CreateRange<string, string>(
        [
            new(InitQuestions.Name, "stalls"),
            new(InitQuestions.Person, "Grace \"Amazing\" H."),
            new(InitQuestions.Address, "https://tickets.example.org/up?deep=1"),
            new(InitQuestions.Data, "yes"),
            new(InitQuestions.Build, "make: the 'thing' # now"),
        ]);

        var service = await Written(repository, answers);

        Assert.Equal("stalls", service.Name);
        Assert.True(service.Holds("Grace \"Amazing\" H.", "Release Manager"));
        Assert.Equal("make: the 'thing' # now", service.Artifact?.Build);
        Assert.Equal("https://tickets.example.org:443", service.Environments[1].Targets[0].Url);
        Assert.Equal("{target}/up?deep=1", service.Environments[1].Health?.Url);
        Assert.NotNull(service.Environments[1].Backup);
    }

    [Theory]
    [InlineData(InitQuestions.Name, "Box Office")]
    [InlineData(InitQuestions.Name, "")]
    [InlineData(InitQuestions.Data, "perhaps")]
    [InlineData(InitQuestions.Address, "localhost")]
    [InlineData(InitQuestions.Folder, "srv")]
    [InlineData(InitQuestions.Person, "ada\u001b[31m")]
    public async Task An_answer_that_cannot_be_used_is_objected_to_and_the_default_stands(string id, string answer)
    {
        using var repository = new SomeRepository().With("package.json", "{}");
        var question = Assert.Single(InitQuestions.For(await Look(repository)), q => q.Id == id);

        Assert.NotNull(question.Objection(answer));
        var service = await Written(repository, ImmutableDictionary<string, string>.Empty.Add(id, answer));
        Assert.True(SameDefinition.As(await Written(repository), service));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Whatever_is_answered_the_file_passes(int seed)
    {
        using var bare = new SomeRepository();
        var (found, random) = (await Look(bare), new Random(seed));
        const string letters = "ab/.: \"'\\#{}[]&*!|>%@`,-?~\u0085\u2028\uFEFF\uFFFD\uD800é1null";
        for (var i = 0; i < 200; i++)
        {
            var answers = InitQuestions.For(found).ToImmutableDictionary(
                q => q.Id, _ => new string(random.GetItems<char>(letters, random.Next(12))));
            var file = ServiceFiles.Read(InitFile.Write(found, answers));

            Assert.True(file.Problems.IsEmpty, $"Seed {seed}, file {i}: {ServiceFileReport.Render(file)}");
        }
    }

    private static Task<RepositoryFindings> Look(SomeRepository repository) =>
        RepositoryLook.At(repository.Folder, TestContext.Current.CancellationToken);

    /// <summary>The service of the written file, which has neither errors nor warnings.</summary>
    private static async Task<ServiceDefinition> Written(
        SomeRepository repository, ImmutableDictionary<string, string>? answers = null)
    {
        var text = InitFile.Write(await Look(repository), answers ?? ImmutableDictionary<string, string>.Empty);
        var file = ServiceFiles.Read(text);
        Assert.True(file.Problems.IsEmpty, $"{ServiceFileReport.Render(file)}\n{text}");
        return Assert.Single(file.Services);
    }
}
