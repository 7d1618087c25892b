using Plimsoll.Core.Catalog;
using static Plimsoll.Core.Tests.Catalog.ServiceFiles;

namespace Plimsoll.Core.Tests.Catalog;

public sealed class TargetsOnOtherHosts
{
    private const string There = "folder: /srv/tiny/staging, host: deploy@web1.example.org:2222";

    private static string Remote(string target) => SmallWith("name: staging", "name: staging\n    driver: ssh")
        .Replace("folder: /srv/tiny/staging", target, StringComparison.Ordinal);

    [Fact]
    public void A_target_names_its_host_its_key_the_way_there_and_the_user_it_becomes()
    {
        var target = OnlyService(Remote(
            $"{There}, host-key: \"SHA256:{new string('a', 43)}\", jump: bastion, become: shop")).Environments[0].Targets[0];

        Assert.Equal(
            new RemoteHost("deploy@web1.example.org:2222", $"SHA256:{new string('a', 43)}", "bastion", "shop"), target.Host);
        Assert.Equal(new HostAddress("deploy", "web1.example.org", 2222), target.Host?.Where());
    }

    [Fact]
    public void A_target_of_this_machine_names_the_user_it_becomes()
    {
        var target = OnlyService(SmallWith("folder: /srv/tiny/staging", "folder: /srv/tiny/staging, become: shop"))
            .Environments[0].Targets[0];

        Assert.Equal(("shop", null), (target.Become, target.Host));
    }

    [Fact]
    public void Whom_it_becomes_is_a_name_also_where_no_file_was_read()
    {
        var service = OnlyService(Small);
        var staging = service.Environments[0];

        var flaw = Assert.Single(DefinitionFlaws.In(service with
        {
            Environments = service.Environments.SetItem(0, staging with { Targets = [staging.Targets[0] with { Become = "-s" }] }),
        }));

        Assert.Equal(("environments[0].targets[0].become", "`-s` is not the name of a user."), (flaw.Place, flaw.Message));
    }

    [Fact]
    public void A_target_over_ssh_without_a_host_is_nowhere() =>
        Assert.Equal(
            "plimsoll.yaml:6:15 error `one` is reached over SSH, and it is not said where. Add `host: [user@]name[:port]`.",
            OnlyProblem(Remote("folder: /srv/tiny/staging")));

    [Fact]
    public void A_host_needs_the_driver_that_reaches_it() =>
        Assert.Equal(
            "plimsoll.yaml:5:61 error `one` has a host, and `staging` runs everything on the server's own machine. "
            + "Add `driver: ssh` to the environment, or to `defaults`.",
            OnlyProblem(SmallWith("folder: /srv/tiny/staging", There)));

    [Fact]
    public void A_driver_that_is_not_there_is_answered_with_the_nearest() =>
        Assert.Contains("`ssh`", OnlyProblem(SmallWith("name: staging", "name: staging\n    driver: sshh")));

    [Fact]
    public void A_folder_on_another_host_is_a_full_path() =>
        Assert.Contains("is relative, and web1 does not know to which folder", DefinitionFlawsOf("folder: srv, host: web1"));

    [Fact]
    public void The_same_folder_on_two_hosts_is_two_places_and_on_one_it_is_a_mistake()
    {
        Assert.False(Read(Two("a", "b")).HasErrors);
        Assert.Contains("already uses the folder", OnlyProblem(Two("a", "a")));
    }

    [Theory]
    [InlineData("ada@[::1]:22", "ada", "::1", 22)]
    [InlineData("web1", "", "web1", 22)]
    [InlineData("10.0.0.7:70000", null, null, 0)]
    [InlineData("-oProxyCommand=x", null, null, 0)]
    [InlineData("a b", null, null, 0)]
    public void An_address_is_a_user_a_name_and_a_port(string text, string? user, string? name, int port)
    {
        var address = HostAddress.Parse(text);

        Assert.Equal((user, name, port), (address?.User, address?.Name, address?.Port ?? 0));
    }

    private static string Two(string first, string second) =>
        SmallWith("name: staging", "name: staging\n    driver: ssh").Replace(
            "targets: [{ name: one, folder: /srv/tiny/staging",
            $"targets: [{{ name: zero, folder: /srv/t, host: {first}, url: \"http://127.0.0.1:3\" }}, {{ name: one, folder: /srv/t, host: {second}",
            StringComparison.Ordinal);

    private static string DefinitionFlawsOf(string target)
    {
        var (service, now) = (OnlyService(Remote(target)) with { Repository = "/srv/git" }, new Plimsoll.Core.Kernel.Moment(default, ""));
        return new DefineService(service).Decide(Service.Empty, now).Refusal?.Reason ?? "";
    }
}
