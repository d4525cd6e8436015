using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sync.Console.Pages;

/// <summary>Answers of pages.</summary>
internal static class PageResults
{
    // Endpoints are compiled before components are: none may name a component as what it answers.
    public static IResult Page<TPage>(object parameters, int status = 200)
        where TPage : IComponent => new RazorComponentResult<TPage>(parameters) { StatusCode = status };

    public static IResult Wrong(string why, int status = 400, string title = "That did not work") =>
        Page<ProblemPage>(new { Title = title, Why = why }, status);

    public static IResult NotThere(string why) => Wrong(why, 404, "Not found");

    /// <summary>To a page after something was done: loading it again does nothing again.</summary>
    public static IResult Then(string path) => new SeeOther(path);

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
