using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Plimsoll.Server.Nodes;

/// <summary>The keys that seal forms and toasts, the same on all nodes.</summary>
internal sealed class SharedKeys(SharedTexts texts) : IXmlRepository
{
    private const string Name = "form-keys";

    public IReadOnlyCollection<XElement> GetAllElements() => [.. Parsed(texts.Read(Name).Text).Elements()];

    public void StoreElement(XElement element, string friendlyName) => texts.Change(
        Name,
        text =>
        {
            var all = Parsed(text);
            all.Add(element);
            return all.ToString(SaveOptions.DisableFormatting);
        },
        CancellationToken.None).GetAwaiter().GetResult();

    private static XElement Parsed(string text) => text == "" ? new XElement("keys") : XElement.Parse(text);
}
