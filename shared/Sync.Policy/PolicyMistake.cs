namespace Sync.Policy;

/// <summary>One mistake in <c>sync.yaml</c>, told so that a person can mend it.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Path">Where in the document, e.g. <c>routes[0].fields[2].to</c>.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Cure">What to do.</param>
public sealed record PolicyMistake(int Line, string Path, string Problem, string Cure);
