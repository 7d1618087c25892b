using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Server.Access;
using Plimsoll.Server.Vault;

namespace Plimsoll.Server.OnCall;

/// <summary>Links that let one person acknowledge one page, and nothing else, from wherever they are.</summary>
/// <param name="address">Where the server is reached: <c>https://plimsoll.example.org</c>.</param>
public sealed class AcknowledgeLinks(string dataFolder, string address)
{
    /// <summary>The name of its key in a data folder.</summary>
    internal const string FileName = "acknowledge-key";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(
        KeptSecret.ReadOrMake(Path.Combine(dataFolder, FileName), Secrets.Make));

    public string Of(string page, string person) => address + PathOf(page, person, Token(page, person));

    public bool Proves(string page, string person, string token) => Proof.Holds(token, Token(page, person));

    public static string PathOf(string page, string person, string token) =>
        $"/ack/{Uri.EscapeDataString(page)}/{Uri.EscapeDataString(person)}/{token}";

    // Lengths go in, so that no other page and person come to the same text.
    private string Token(string page, string person) => Base64Url.EncodeToString(HMACSHA256.HashData(
        _key, Encoding.UTF8.GetBytes($"acknowledge {page.Length} {page} {person.Length} {person}")));
}
