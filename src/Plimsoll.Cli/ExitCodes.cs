namespace Plimsoll.Cli;

/// <summary>What the process answers to a script; the numbers are part of the interface.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Cancelled = 3;
    public const int NotAllowed = 4;
    public const int Blocked = 5;
    public const int TooLate = 6;
    public const int StillGoing = 8;

    /// <summary>By the problem's code; a problem without one, as a proxy sends it, by its HTTP status.</summary>
    public static int Of(string code, int status) => code switch
    {
        "not-found" => Failed,
        "invalid" => Usage,
        "forbidden" => NotAllowed,
        "blocked" => Blocked,
        "too-late" or "conflict" => TooLate,
        _ => OfStatus(status),
    };

    /// <summary>How a deployment ended.</summary>
    public static int OfDeployment(string status) => status switch
    {
        "succeeded" => Ok,
        "failed" or "rejected" => Failed,
        "cancelled" or "superseded" or "expired" => Cancelled,
        _ => StillGoing,
    };

    private static int OfStatus(int status) => status switch
    {
        400 or 413 or 415 or 422 => Usage,
        401 or 403 => NotAllowed,
        409 or 412 => TooLate,
        408 or 504 => Cancelled,
        _ => Failed,
    };
}
