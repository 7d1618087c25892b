using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront;

/// <param name="Price">In cents.</param>
public sealed record Product(string Id, string Name, int Price, string Text);

/// <summary>What the shop sells, read once from <c>catalogue.json</c> of the data folder.</summary>
public sealed record Catalogue(IReadOnlyList<Product> Products)
{
    public static Catalogue Empty { get; } = new([]);

    public static Catalogue Read(string json) =>
        JsonSerializer.Deserialize(json, Json.Default.Catalogue) ?? throw new JsonException("The catalogue is null.");

    public Product? Find(string id) => Products.FirstOrDefault(product => product.Id == id);

    public string ToJson() => JsonSerializer.Serialize(this, Json.Default.Catalogue);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Catalogue))]
public sealed partial class Json : JsonSerializerContext;
