package org.antiphon.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.Map;

/** The chart as an operator's helm would render it. */
final class Chart {

    static final Path DIRECTORY = Path.of("antiphon");

    private Chart() {}

    static Rendered render(String scenario) {
        return render(scenario, Map.of());
    }

    static Rendered render(String scenario, Map<String, String> values) {
        var command = withoutValues().withValuesFile(scenarioFile(scenario));
        values.forEach(command::set);
        return Rendered.parse(command.call());
    }

    static TemplateCommand withoutValues() {
        return new Helm(DIRECTORY)
                .template()
                .withName("music")
                .withNamespace("radio")
                .withKubeVersion("1.31.0");
    }

    static Path scenarioFile(String scenario) {
        return DIRECTORY.resolve("ci").resolve(scenario + "-values.yaml");
    }
}
