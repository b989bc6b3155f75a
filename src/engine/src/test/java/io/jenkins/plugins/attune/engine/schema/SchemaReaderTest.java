package io.jenkins.plugins.attune.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.pack.Severity;
import io.jenkins.plugins.attune.engine.schema.SchemaReader.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaReaderTest {
    private final Declared declared = new Declared();

    @Test
    void bothShapesBecomeTheSameSchema() {
        ValueSchema flat = declared.schema("a: {type: string, required: true}\nb: {type: integer}\n", Kind.PARAMETERS);
        ValueSchema standard = declared.schema(
                "type: object\nproperties: {a: {type: string}, b: {type: integer}}\nrequired: [a]\n", Kind.PARAMETERS);

        assertThat(flat.jsonSchema()).isEqualTo(standard.jsonSchema());
        assertThat(flat.jsonSchema())
                .isEqualTo(Declared.json("{'$schema': 'https://json-schema.org/draft/2020-12/schema', 'type': 'object',"
                        + " 'properties': {'a': {'type': 'string'}, 'b': {'type': 'integer'}}, 'required': ['a'],"
                        + " 'additionalProperties': false}"));
        assertThat(declared.problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: {type: string}                                        | type",
                "{type: {type: string}, properties: {type: object}}          | type,properties",
                "properties: {type: object, description: free}               | properties",
                "{properties: {a: {type: string}}, other: {type: string}}    | properties,other",
                "required: {type: boolean}                                   | required",
                "{type: object, properties: {type: {type: string}}}          | type",
                "{properties: {a: {type: string}}, required: [a]}            | a",
                "{properties: {a: {type: string}}}                           | a",
                "{type: object}                                              | ''",
                "{}                                                          | ''",
            })
    void namesThatAreKeywordsAreToldApartFromKeywords(String yaml, String names) {
        ValueSchema schema = declared.schema(yaml, Kind.PARAMETERS);

        assertThat(String.join(
                        ",", schema.properties().stream().map(Property::name).toList()))
                .isEqualTo(names);
        assertThat(declared.problems).isEmpty();
    }

    @Test
    void readsWhatTheFlatShapeSaysOfAProperty() {
        Property property = Declared.parameters(
                        "key: {type: string, description: what for, required: true, secret: true, immutable: true,"
                                + " default: x, enum: [x, y], delivery: file, label: Key, position: 3}")
                .properties()
                .get(0);

        assertThat(property.description()).isEqualTo("what for");
        assertThat(property.required()).isTrue();
        assertThat(property.secret()).isTrue();
        assertThat(property.immutable()).isTrue();
        assertThat(property.defaultValue()).isEqualTo(Declared.json("'x'"));
        assertThat(property.allowed()).hasSize(2);
        assertThat(property.delivery()).isEqualTo(ParameterDelivery.FILE);
    }

    @Test
    void whatHasAPositionComesFirst() {
        ValueSchema schema = Declared.parameters(
                "d: {}\nc: {type: string, position: 2}\nb: {type: string}\na: {type: string, position: 0}\n");

        assertThat(schema.properties()).extracting(Property::name).containsExactly("a", "c", "d", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: string}                        | string",
                "{type: any}                           | any",
                "{}                                    | any",
                "                                      | any",
                "{type: array, items: {type: integer}} | array of integer",
                "{type: array}                         | array",
                "{type: [string, 'null']}              | string or null",
            })
    void describesTypesToPeople(String property, String type) {
        ValueSchema schema = Declared.parameters("p: " + (property == null ? "" : property));

        assertThat(schema.properties()).extracting(Property::type).containsExactly(type);
    }

    @Test
    void nestedPropertiesMayBeRequiredEitherWay() {
        ValueSchema schema = Declared.parameters(
                "data:\n  type: object\n  required: [a]\n  properties:\n"
                        + "    a: {type: string}\n    b: {type: string, required: true}\n    c: {type: string, required: false}\n");

        assertThat(schema.jsonSchema().at("/properties/data/required")).isEqualTo(Declared.json("['a', 'b']"));
        assertThat(schema.jsonSchema().path("required").isMissingNode()).isTrue();
    }

    @Test
    void parametersAreClosedAndOutputsOpenUnlessTheySayOtherwise() {
        assertThat(declared.schema("a: {type: any}", Kind.PARAMETERS).allowsAdditional())
                .isFalse();
        assertThat(declared.schema("a: {type: any}\nadditionalProperties: true", Kind.PARAMETERS)
                        .allowsAdditional())
                .isTrue();
        assertThat(declared.schema("a: {type: any}", Kind.OUTPUT).allowsAdditional())
                .isTrue();
        assertThat(declared.schema("type: object\nadditionalProperties: false", Kind.OUTPUT)
                        .allowsAdditional())
                .isFalse();
        assertThat(declared.problems).isEmpty();
    }

    @Test
    void anOutputMayBeOfAnyType() {
        ValueSchema schema = declared.schema("{type: array, items: {type: integer}}", Kind.OUTPUT);

        assertThat(schema.check(Declared.json("[1, 2]"))).isEmpty();
        assertThat(schema.check(Declared.json("['x']")))
                .containsExactly(new Violation("/0", "type", "must be an integer, and is a string"));
    }

    @Test
    void readsBoundsAsDraft4HasThem() {
        ValueSchema schema = Declared.parameters("p: {type: number, minimum: 0, exclusiveMinimum: true}");

        assertThat(schema.check(Declared.json("{'p': 0}")))
                .containsExactly(new Violation("/p", "exclusiveMinimum", "must be above 0"));
    }

    @Test
    void referencesLeadToDefinitionsOfTheSameSchema() {
        ValueSchema schema = Declared.parameters("type: object\nproperties: {p: {$ref: '#/definitions/port'}}\n"
                + "definitions: {port: {type: integer, maximum: 65535}}\n");

        assertThat(schema.check(Declared.json("{'p': 70000}"))).hasSize(1);
        assertThat(schema.check(Declared.json("{'p': 80}"))).isEmpty();
    }

    @Test
    void recursionThroughTheValueIsAllowed() {
        ValueSchema schema = Declared.parameters("type: object\nproperties: {p: {$ref: '#/$defs/tree'}}\n"
                + "$defs: {tree: {type: object, properties: {sub: {$ref: '#/$defs/tree'}}}}\n");

        assertThat(schema.check(Declared.json("{'p': {'sub': {'sub': 1}}}"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p: {type: int}                                     | 1:11 bad-schema",
                "p: {type: [string, text]}                          | 1:20 bad-schema",
                "p: {type: 3}                                       | 1:11 bad-schema",
                "p: {type: []}                                      | 1:11 bad-schema",
                "p: text                                            | 1:4 bad-schema",
                "p: {required: 'yes'}                               | 1:15 bad-schema",
                "p: {required: [1]}                                 | 1:15 bad-schema",
                "p: {secret: 1}                                     | 1:13 bad-schema",
                "p: {pattern: '('}                                  | 1:14 bad-schema",
                "p: {minimum: a}                                    | 1:14 bad-schema",
                "p: {minLength: -1}                                 | 1:16 bad-schema",
                "p: {minLength: 3, maxLength: 2}                    | 1:30 bad-schema",
                "p: {minItems: 3, maxItems: 2}                      | 1:28 bad-schema",
                "p: {multipleOf: 0}                                 | 1:17 bad-schema",
                "p: {enum: []}                                      | 1:11 bad-schema",
                "p: {enum: a}                                       | 1:11 bad-schema",
                "p: {items: 3}                                      | 1:12 bad-schema",
                "p: {properties: [a]}                               | 1:17 bad-schema",
                "p: {properties: {q: {type: int}}}                  | 1:28 bad-schema",
                "p: {anyOf: {}}                                     | 1:12 bad-schema",
                "p: {patternProperties: {'[': {}}}                  | 1:25 bad-schema",
                "p: {position: -1}                                  | 1:15 bad-schema",
                "p: {delivery: env}                                 | 1:15 bad-delivery",
                "p: {$ref: 'file:///etc/passwd'}                    | 1:11 bad-schema",
                "{type: object, properties: {p: {$ref: '#/$defs/x'}}} | 1:39 bad-schema",
                "{type: object, $defs: {a: {allOf: [{$ref: '#/$defs/a'}]}}} | 1:1 bad-schema",
                "{type: array}                                      | 1:8 bad-schema",
                "p: {type: integer, default: many}                  | 1:29 bad-default",
                "p: {type: object, properties: {q: {enum: [a], default: b}}} | 1:56 bad-default",
            })
    void reportsWhatIsWrongAtItsPlace(String yaml, String expected) {
        declared.schema(yaml, Kind.PARAMETERS);

        assertThat(declared.shown()).containsExactly(expected);
    }

    @Test
    void aDefaultThatDoesNotFitIsWorthAWarningOnly() {
        declared.schema("p: {type: integer, default: many}", Kind.PARAMETERS);

        assertThat(declared.problems).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.message()).isEqualTo("the default must be an integer, and is a string");
        });
    }

    @Test
    void hintsAtTheTypeThatMayBeMeant() {
        declared.schema("p: {type: dict}", Kind.PARAMETERS);

        assertThat(declared.problems).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("perhaps 'object'"));
    }

    @Test
    void keywordsNobodyKnowsAreLeftOut() {
        ValueSchema schema = Declared.parameters("p: {type: array, min_items: 1, format: secret-name, x-ui: {a: 1}}");

        assertThat(schema.jsonSchema().at("/properties/p")).isEqualTo(Declared.json("{'type': 'array'}"));
    }
}
