using Plimsoll.Core.Guide.Reading;

namespace Plimsoll.Core.Guide.Compiling;

/// <summary>Tables that say who is responsible for what: a role and its duties, or an activity and its owner.</summary>
internal static class RoleTables
{
    /// <param name="origin">What stands before a line number, such as <c>guide line</c>.</param>
    public static IEnumerable<Duty> Duties(GuideDocument document, string origin, Vocabulary vocabulary) =>
        from table in document.Tables
        let columns = Columns(table)
        where columns.Who >= 0 && columns.What >= 0
        from row in table.Rows
        let role = Mojibake.Repair(row[columns.Who]).Trim()
        where RoleTable.IsRole(Words.Of(role.Split('(')[0].Trim(), vocabulary))
        from duty in Mojibake.Repair(row[columns.What]).Split(';', '\u2022')
        where duty.Trim().Length > 0
        select new Duty(role, duty.Trim(), $"{origin} {row.At.Line}");

    // "Role | Responsibilities", or "Activity | Owner | Contributors".
    private static (int Who, int What) Columns(GuideTable table)
    {
        var duties = table.Column("duty-column");
        var role = table.Column("role-column", duties);
        return duties >= 0 && role >= 0 ? (role, duties)
            : (table.Column("owner-column"), table.Column("activity-column"));
    }
}
