using Sync.Deploy;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>Rules with fields that an administrator of the CRM may change, and audits every few seconds; for tests that break things at the
/// vendors.</summary>
public sealed class DriftStack() : StackFixture("drift", WithCustomFields())
{
    private const string LastField = "{ name: phone, marketing: phone, sales: Phone, owner: sales }";

    private static Dictionary<string, string?> WithCustomFields()
    {
        var home = Workplace.Find();
        var file = Path.Combine(home.Test, "custom-fields.yaml");
        Directory.CreateDirectory(home.Test);
        var sample = File.ReadAllText(Path.Combine(home.Root, "deploy", "sync.yaml"));
        var rules = sample.Replace(
            LastField, $"{LastField}\n        - {{ name: plan, marketing: field:5, sales: Plan, toMarketing: none }}\n"
            + "        - { name: budget, marketing: field:6, sales: Budget, toMarketing: none }", StringComparison.Ordinal);
        File.WriteAllText(file, rules != sample ? rules
            : throw new InvalidOperationException($"deploy/sync.yaml no longer has the line '{LastField}'."));
        var variables = Quick(instances: 1);
        variables["SYNC_CONFIG"] = file;
        variables["Writer__AuditSeconds"] = "3";
        // Nobody puts right by himself what a test has broken before it has looked.
        variables["Writer__LookAtWebhooksSeconds"] = "86400";
        return variables;
    }
}

[CollectionDefinition(nameof(DriftStack))]
public sealed class DriftStackCollection : ICollectionFixture<DriftStack>;
