namespace Plimsoll.Server.Engine;

/// <summary>Reads one of a few words; a number is none, even where the language would take it for one.</summary>
public static class EnumNames
{
    public static bool Read<T>(string text, out T value) where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase);
}
