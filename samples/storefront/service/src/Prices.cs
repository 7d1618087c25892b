namespace Storefront;

/// <summary>Prices as the shop shows them.</summary>
public static class Prices
{
    public static string Text(int cents) => $"{cents / 100}.{cents % 100:00} €";

    public static int Of(Product product) => product.Price;
}
