# The image of the app. The jar is built by Maven from the sources, or with --build-arg JAR=ready taken from target/.
#
# Behind a proxy, the secrets maven_settings and npmrc are the settings.xml and .npmrc of the build, and certificates in
# deploy/certificates are trusted:
#
#   docker build --secret id=maven_settings,src=settings.xml --secret id=npmrc,src=.npmrc -t selfie-registration .
ARG JAR=built

FROM docker.io/library/node:22-bookworm-slim AS node

FROM docker.io/library/maven:3.9-eclipse-temurin-17 AS built
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
COPY deploy/certificates /certificates
RUN sh /certificates/import && touch /certificates/none.crt && cat /certificates/*.crt > /certificates/all.pem
ENV NODE_EXTRA_CA_CERTS=/certificates/all.pem
WORKDIR /build
COPY pom.xml package.json package-lock.json .npmrc ./
COPY .camunda ./.camunda
COPY tools/sbom ./tools/sbom
COPY src ./src
RUN --mount=type=cache,target=/root/.m2/repository --mount=type=cache,target=/root/.npm \
    --mount=type=secret,id=maven_settings,target=/root/.m2/settings.xml \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    mvn -B -ntp -q -DskipTests package && cp target/selfie-registration-*.jar /app.jar

FROM scratch AS ready
COPY target/selfie-registration-*.jar /app.jar

FROM ${JAR} AS jar

# A layer of libraries, which stays while only the app changes, without what is for other systems.
FROM docker.io/library/maven:3.9-eclipse-temurin-17 AS layers
COPY --from=jar /app.jar /app.jar
WORKDIR /layers
RUN java -Djarmode=tools -jar /app.jar extract --layers --destination . --application-filename selfie-registration.jar
RUN library=$(ls "$PWD"/dependencies/lib/onnxruntime-*.jar) \
    && case "$(uname -m)" in aarch64) system=linux-aarch64 ;; *) system=linux-x64 ;; esac \
    && mkdir /onnxruntime && cd /onnxruntime && jar xf "$library" \
    && find ai/onnxruntime/native -mindepth 1 -maxdepth 1 ! -name "$system" -exec rm -r {} + \
    && jar cfM "$library" .

FROM docker.io/library/eclipse-temurin:17-jre
RUN useradd --system --uid 10001 selfie
COPY deploy/certificates /certificates
RUN sh /certificates/import
WORKDIR /app
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
USER 10001
EXPOSE 8080 8081
# Settings may be files here, each with the name of the setting.
ENV SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/
HEALTHCHECK --interval=10s --timeout=5s --start-period=300s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
# Beside the heap, the machine, the native memory of the face models and what is in /tmp take half a gigabyte. The
# collector is named because Java chooses by the size of the container.
# The runtime of the face models unpacks its native library into the temporary directory.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/selfie-registration.jar"]
