using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Server.Vault;

/// <summary>The one comparison of what somebody shows with what they must know: as long for a near miss as for none.</summary>
public static class Proof
{
    public static bool Holds(string shown, string known) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(known)));
}
