package org.antiphon.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {
    private static RoutingTable<String> table(String... templates) {
        var table = new RoutingTable<String>();
        List.of(templates).forEach(each -> table.add(HttpMethod.GET, PathTemplate.parse(each), each));
        return table;
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/tracks/trending,/v1/tracks/trending",
        "/v1/tracks/abc,/v1/tracks/{id}",
        "/v1/tracks/abc/,/v1/tracks/{id}",
        "/v1/tracks/abc/stream,/v1/tracks/{id}/stream",
        "/v1/tracks/trending/stream,/v1/tracks/{id}/stream",
        "/v1/tracks,/v1/tracks",
        "/,/",
        "/files/a/b/c,/files/{path=**}",
        "/jobs/5:cancel,/jobs/{id}:cancel",
        "/jobs/5,/jobs/{id}"
    })
    void theMostLiteralRouteWins(String path, String expected) {
        var table = table(
                "/v1/tracks/{id}",
                "/v1/tracks/{id}/stream",
                "/v1/tracks/trending",
                "/v1/tracks",
                "/",
                "/files/{path=**}",
                "/jobs/{id}",
                "/jobs/{id}:cancel");

        assertThat(table.find(HttpMethod.GET, path))
                .isInstanceOfSatisfying(
                        RoutingTable.Match.Found.class,
                        found -> assertThat(found.route()).isEqualTo(expected));
    }

    @Test
    void variablesAreDecoded() {
        var found = table("/a/{x}/{y}").find(HttpMethod.GET, "/a/sp%20ace+plus/%2Fslash");

        assertThat(found)
                .isEqualTo(new RoutingTable.Match.Found<>("/a/{x}/{y}", Map.of("x", "sp ace+plus", "y", "/slash")));
    }

    @Test
    void headFindsTheRouteOfGet() {
        assertThat(table("/a").find(HttpMethod.HEAD, "/a")).isInstanceOf(RoutingTable.Match.Found.class);
    }

    @Test
    void aWrongMethodTellsTheAllowedOnes() {
        assertThat(table("/a").find(HttpMethod.POST, "/a"))
                .isEqualTo(new RoutingTable.Match.WrongMethod<>(Set.of(HttpMethod.GET, HttpMethod.HEAD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b", "/a/b", "/", "//a", "/a//"})
    void anUnknownPathIsUnknown(String path) {
        assertThat(table("/a").find(HttpMethod.GET, path)).isInstanceOf(RoutingTable.Match.Unknown.class);
    }

    @Test
    void theSameRouteTwiceIsAMistake() {
        assertThatThrownBy(() -> table("/a/{x}", "/a/{y}")).hasMessage("route: GET /a/{y} is also /a/{x}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a//b", "/{x", "/{x=a/*}", "/*"})
    void aTemplateOfAnotherFormIsAMistake(String template) {
        assertThatThrownBy(() -> PathTemplate.parse(template)).isInstanceOf(IllegalArgumentException.class);
    }
}
