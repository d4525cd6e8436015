using Sync.Contracts;

namespace Sync.Policy;

/// <summary>Asks the rules of a route what they make of a record as its source has it. Pure.</summary>
public static class RouteChoosing
{
    /// <returns>Null if the route has no rules.</returns>
    public static RouteChoice? Choose(RoutePolicy route, IReadOnlyDictionary<string, string?> sourceFields)
    {
        if (!route.IsSelective)
        {
            return null;
        }

        string? unanswered = null;
        foreach (var condition in route.Only)
        {
            switch (condition.Holds(sourceFields))
            {
                case false:
                    return new RouteChoice { Route = route.Name, Rule = $"only {condition.Text}" };
                case null:
                    unanswered ??= $"only {condition.Text}";
                    break;
            }
        }

        foreach (var condition in route.Except)
        {
            if (condition.Holds(sourceFields) == true)
            {
                return new RouteChoice { Route = route.Name, Rule = $"except {condition.Text}" };
            }
        }

        return new RouteChoice
        {
            Route = route.Name,
            Rule = unanswered,
            OnlyNew = unanswered is not null,
            CreateAs = Elsewhere(route, sourceFields),
        };
    }

    private static string? Elsewhere(RoutePolicy route, IReadOnlyDictionary<string, string?> sourceFields)
    {
        foreach (var rule in route.CreateElsewhere)
        {
            if (rule.When.Holds(sourceFields) == true)
            {
                return route.CreatingIn(rule.Module).Name;
            }
        }

        return null;
    }
}
