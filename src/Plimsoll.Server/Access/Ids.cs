using System.Security.Cryptography;
using Plimsoll.Core.Access;

namespace Plimsoll.Server.Access;

/// <summary>Ids that mean nothing and cannot be guessed.</summary>
public static class Ids
{
    private const string Letters = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string Person() => PersonId.Prefix + RandomNumberGenerator.GetString(Letters, 16);

    public static string Short() => RandomNumberGenerator.GetString(Letters, 10);

    /// <summary>A code to type: no letter looks like another.</summary>
    public static string Typed(int length) => RandomNumberGenerator.GetString("BCDFGHJKLMNPQRSTVWXZ23456789", length);
}
