using Plimsoll.Core.Access;
using Plimsoll.Core.Kernel;
using Plimsoll.Core.Tests.Kernel;

namespace Plimsoll.Core.Tests.Access;

/// <summary>People by short names, each with an id; and a house in which accounts exist.</summary>
internal static class SomePeople
{
    public static readonly StreamName Book = Organisation.Stream;

    /// <summary>The id of somebody: <c>p-</c> and their name filled up.</summary>
    public static string Id(string name) => $"p-{name.PadRight(16, '0')}";

    public static Scene WithAccounts(this Scene scene, string administrator = "root") =>
        scene.Do(Book, new AppointFirstAdministrator(Id(administrator)), Id(administrator));

    /// <summary>Invited by the administrator, joined, and given roles for a scope.</summary>
    public static Scene Join(this Scene scene, string name, string scope, params string[] roles)
    {
        scene.Do(Book, new InvitePerson(Id(name)), Id("root"));
        foreach (var role in roles) scene.Do(Book, new GrantRole(Id(name), role, scope), Id("root"));
        return scene.Do(Book, new JoinOrganisation(), Id(name));
    }

    public static Organisation People(this Scene scene) => scene.Get<Organisation>(Book);
}
