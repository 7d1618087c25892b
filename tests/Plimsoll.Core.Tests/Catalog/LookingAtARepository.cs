using Plimsoll.Files.Catalog;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class LookingAtARepository
{
    [Fact]
    public async Task An_empty_folder_gives_its_name_and_nothing_else()
    {
        using var repository = new SomeRepository();

        var found = await Look(repository);

        Assert.Equal(("box-office", "the folder"), (found.Name, found.NameFrom));
        Assert.Null(found.Git);
        Assert.Null(found.Build);
        Assert.Null(found.Dockerfile);
        Assert.Empty(found.Units);
        Assert.Empty(found.Ci);
        Assert.Null(found.Migrations);
    }

    [Fact]
    public async Task Of_several_projects_the_web_project_is_built_and_never_the_tests()
    {
        using var repository = new SomeRepository()
            .With("Shop.slnx", "<Solution />")
            .With("src/Core/Core.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""")
            .With("src/Web/Shop.Web.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web" />""")
            .With("src/Web/Program.cs", """app.MapGet("/healthz", () => "ok");""")
            .With("src/Web/Migrations/001.sql")
            .With("tests/Web.Tests/Web.Tests.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web" />""")
            .With("src/Web/bin/Release/Old.csproj");

        var found = await Look(repository);

        Assert.Equal(("shop", "the solution"), (found.Name, found.NameFrom));
        Assert.Equal(
            new BuildFinding(
                "the project src/Web/Shop.Web.csproj",
                "dotnet publish src/Web/Shop.Web.csproj -c Release -o out "
                + "&& tar -czf shop-$PLIMSOLL_VERSION.tar.gz -C out .",
                "shop-{version}.tar.gz"),
            found.Build);
        Assert.Equal(("/healthz", "src/Web/Migrations"), (found.HealthPath, found.Migrations));
    }

    [Fact]
    public async Task A_node_package_is_built_with_its_own_scripts()
    {
        using var repository = new SomeRepository()
            .With("package.json", """{ "name": "@shop/seats", "scripts": { "build": "tsc", "test": "node --test" } }""")
            .With("package-lock.json", "{}")
            .With("node_modules/x/package.json", "{}");

        var found = await Look(repository);

        Assert.Equal(("seats", "package.json"), (found.Name, found.NameFrom));
        Assert.StartsWith("npm ci && npm run build && ", found.Build?.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{ "name": 7, "scripts": [] }""")]
    public async Task A_broken_package_is_no_reason_to_fail(string package)
    {
        using var repository = new SomeRepository().With("package.json", package);

        Assert.Equal("box-office", (await Look(repository)).Name);
    }

    [Fact]
    public async Task Docker_units_and_ci_are_seen()
    {
        using var repository = new SomeRepository()
            .With("Dockerfile", """
                FROM scratch
                EXPOSE 9090/tcp
                HEALTHCHECK CMD curl -f http://localhost:9090/up || exit 1
                """)
            .With("deploy/seats.service", "[Service]\nExecStart=/srv/seats/current/run\n")
            .With(".github/workflows/ci.yml", "on: push")
            .With(".gitlab-ci.yml", "test: {}");

        var found = await Look(repository);

        Assert.Equal(("Dockerfile", 9090, "/up"), (found.Dockerfile, found.Port, found.HealthPath));
        Assert.Equal(["seats"], found.Units);
        Assert.Equal([".gitlab-ci.yml", ".github/workflows/ci.yml"], found.Ci);
    }

    [Fact]
    public async Task Git_tells_remote_main_line_versions_and_person()
    {
        using var repository = new SomeRepository().Committed()
            .Git("remote", "add", "origin", "https://ada:secret@git.example.org/shop/ticket_sales.git")
            .Git("tag", "release-1.9.0").Git("tag", "release-1.10.0").Git("tag", "v0.1.0").Git("tag", "nightly");

        var found = await Look(repository);

        Assert.Equal(("ticket-sales", "the remote"), (found.Name, found.NameFrom));
        Assert.Equal(
            new GitFindings(
                "https://git.example.org/shop/ticket_sales.git",
                "trunk",
                "release-{version}",
                "1.10.0",
                "Ada Lovelace"),
            found.Git);
    }

    private static Task<RepositoryFindings> Look(SomeRepository repository) =>
        RepositoryLook.At(repository.Folder, TestContext.Current.CancellationToken);
}
