using Plimsoll.Server.Site.Views;

namespace Plimsoll.Server.Site;

public static class SiteSlice
{
    /// <summary>Pages, rendered on the server. <paramref name="house"/> feeds the frame around them.</summary>
    public static IServiceCollection AddSite(this IServiceCollection services, HouseSource house)
    {
        services.AddRazorComponents();
        services.AddSingleton(house);
        return services;
    }

    /// <summary>First in the pipeline: headers on every answer, words on every failure, the site's files.</summary>
    public static void MapSite(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseMiddleware<ProblemHandling>();
        app.MapSiteFiles();
        app.MapPreferences();
        app.MapGet("/about", (HttpContext http) => http.Page<AboutPage, AboutView>(AboutView.Of(http)));
    }
}
