FROM docker.io/library/maven:3.9-eclipse-temurin-17 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY pom.xml package.json package-lock.json .npmrc ./
COPY .camunda ./.camunda
COPY src ./src
RUN mvn -B -ntp -q -DskipTests package

FROM docker.io/library/eclipse-temurin:17-jre
RUN useradd --system --uid 10001 selfie
COPY --from=build /build/target/selfie-registration-*.jar /app/selfie-registration.jar
USER 10001
EXPOSE 8080 8081
# Settings may be files here, each with the name of the setting.
ENV SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
# Beside the heap, the machine, the native memory of the face models and what is in /tmp take half a gigabyte.
# The runtime of the face models unpacks its native library into the temporary directory.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/selfie-registration.jar"]
