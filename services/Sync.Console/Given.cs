using Sync.Policy;

namespace Sync.Console;

/// <summary>What people type into a filter. An empty box is nothing.</summary>
internal static class Given
{
    public static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    /// <summary>A whole address as it is stored; what is none stays as it was typed, so that nothing is found by it.</summary>
    public static string? Address(string? typed) => Text(typed) is { } text ? EmailAddress.Normalise(text) ?? text : null;
}
