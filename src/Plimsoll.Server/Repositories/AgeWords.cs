namespace Plimsoll.Server.Repositories;

internal static class AgeWords
{
    public static string Of(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "fetched just now",
        { TotalMinutes: < 2 } => "fetched a minute ago",
        { TotalHours: < 2 } => $"fetched {(int)age.TotalMinutes} minutes ago",
        { TotalDays: < 2 } => $"fetched {(int)age.TotalHours} hours ago",
        _ => $"fetched {(int)age.TotalDays} days ago",
    };
}
