namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The titles an organisation has beside the product's.</summary>
internal static class Titles
{
    /// <summary>The role a title is; the title itself where the product knows it anyway, or nobody does.</summary>
    public static string RoleOf(string title)
    {
        using (Vocabulary.Shipped.Use())
        {
            if (RoleTable.IsKnown(title))
            {
                return title;
            }
        }

        return RoleTable.IsKnown(title) ? RoleTable.Meaning(title) : title;
    }
}
