namespace Plimsoll.Server.Deployments;

/// <summary>Addresses of the page that shows a deployment's whole log.</summary>
internal static class LogAddress
{
    public static string Of(string deployment) => $"{DeploymentPageView.HrefOf(deployment)}/log";

    /// <summary>The page around a line, at the line.</summary>
    public static string Of(string deployment, LogSpot spot) => Of(deployment) + At(spot);

    /// <summary>The same for a link on that page.</summary>
    public static string At(LogSpot spot) => $"?attempt={spot.Attempt}&line={spot.Line}#L{spot.Line}";

    /// <summary>The page whose first line is this one.</summary>
    public static string From(string deployment, LogSpot spot) =>
        $"{Of(deployment)}?attempt={spot.Attempt}&from={spot.Line}";

    public static string Finding(string deployment, string words, LogSpot after) => Of(deployment)
        + QueryString.Create("find", words).Add("after", $"{after}");
}
