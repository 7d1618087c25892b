namespace Plimsoll.Core.Guide.Compiling;

/// <summary>The titles an organisation has beside the product's.</summary>
internal static class Titles
{
    /// <summary>The role a title is; the title itself where the product knows it anyway, or nobody does.</summary>
    public static string RoleOf(string title, Vocabulary vocabulary) =>
        !RoleTable.IsKnown(Words.Of(title, Vocabulary.Shipped)) && Words.Of(title, vocabulary) is var own
            && RoleTable.IsKnown(own) ? RoleTable.Meaning(own) : title;
}
