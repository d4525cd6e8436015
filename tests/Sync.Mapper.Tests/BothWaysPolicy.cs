using Sync.Policy;
using Sync.Testing;

namespace Sync.Mapper.Tests;

/// <summary>People go from the marketing account to the sales one and back.</summary>
internal static class BothWaysPolicy
{
    private const string Back = """

          - name: back
            from: sales
            to: marketing
            createIn: contacts
            fields:
              - { name: email, from: Email, to: email, required: true }
              - { name: first_name, from: First_Name, to: first_name }
              - { name: last_name, from: Last_Name, to: last_name }
              - { name: phone, from: Phone, to: phone }

        """;

    public static SyncPolicy Read() => PeoplePolicy.Read(PeoplePolicy.Yaml + Back);
}
