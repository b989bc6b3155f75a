package io.jenkins.plugins.attune;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.tasks.Builder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.ArrayType;
import org.jenkinsci.plugins.structs.describable.AtomicType;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.HomogeneousObjectType;
import org.jenkinsci.plugins.structs.describable.ParameterType;

/**
 * The rules by which the Job DSL plugin, which the tests do without, makes build steps of plugins that it does not know: a
 * symbol names a class, and its block has a call for each parameter that the structs plugin finds in it.
 */
final class DynamicDsl {
    private DynamicDsl() {}

    private static Object in(Closure<?> block, Object delegate) {
        block.setDelegate(delegate);
        block.setResolveStrategy(Closure.DELEGATE_FIRST);
        return block.call();
    }

    /** The top of a script. */
    static final class Jobs extends GroovyObjectSupport {
        public void freeStyleJob(String name, Closure<?> block) throws Exception {
            FreeStyleProject job = Jenkins.get().createProject(FreeStyleProject.class, name);
            in(block, new Job(job));
        }
    }

    /** The block of a job. */
    static final class Job extends GroovyObjectSupport {
        private final FreeStyleProject job;

        Job(FreeStyleProject job) {
            this.job = job;
        }

        public void steps(Closure<?> block) throws Exception {
            List<Class<?>> types = new ArrayList<>();
            for (Descriptor<Builder> known : Jenkins.get().getDescriptorList(Builder.class)) {
                types.add(known.clazz);
            }
            Things steps = new Things(types);
            in(block, steps);
            for (Object step : steps.made) {
                job.getBuildersList().add((Builder) step);
            }
        }
    }

    /** A block in which each call makes something. */
    static final class Things extends GroovyObjectSupport {
        private final List<Object> made = new ArrayList<>();
        private final Collection<Class<?>> types;

        Things(Collection<Class<?>> types) {
            this.types = types;
        }

        @Override
        public Object invokeMethod(String name, Object arguments) {
            Class<?> type = types.stream()
                    .filter(candidate -> SymbolLookup.getSymbolValue(candidate).contains(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("nothing is called " + name));
            Thing thing = new Thing(DescribableModel.of(type));
            in((Closure<?>) ((Object[]) arguments)[0], thing);
            made.add(thing.make());
            return null;
        }
    }

    /** A block in which each call sets a parameter. */
    static final class Thing extends GroovyObjectSupport {
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final DescribableModel<?> model;

        Thing(DescribableModel<?> model) {
            this.model = model;
        }

        @Override
        public Object invokeMethod(String name, Object arguments) {
            DescribableParameter parameter = model.getParameter(name);
            if (parameter == null) {
                throw new IllegalArgumentException(model.getType() + " has no " + name);
            }
            values.put(name, value(parameter.getType(), ((Object[]) arguments)[0]));
            return null;
        }

        private static Object value(ParameterType wanted, Object given) {
            if (wanted instanceof ArrayType list
                    && list.getElementType() instanceof HomogeneousObjectType one
                    && given instanceof Closure<?> block) {
                Things things = new Things(List.<Class<?>>of(one.getType()));
                in(block, things);
                return things.made;
            }
            if (wanted instanceof AtomicType && wanted.getActualType() == given.getClass()) {
                return given;
            }
            throw new IllegalArgumentException(given + " is no " + wanted);
        }

        Object make() {
            List<String> missing = model.getParameters().stream()
                    .filter(DescribableParameter::isRequired)
                    .map(DescribableParameter::getName)
                    .filter(name -> !values.containsKey(name))
                    .toList();
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException(model.getType() + " wants " + missing);
            }
            try {
                return model.instantiate(values, null);
            } catch (Exception e) {
                throw new IllegalArgumentException("can't make " + model.getType(), e);
            }
        }
    }
}
