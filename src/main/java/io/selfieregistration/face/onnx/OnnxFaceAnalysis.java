package io.selfieregistration.face.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.selfieregistration.face.FaceAnalysis;
import io.selfieregistration.face.FaceAssessment;
import io.selfieregistration.face.FacePreview;
import io.selfieregistration.face.Finding;
import io.selfieregistration.face.PipelineWatch;
import io.selfieregistration.face.PipelineWatch.Stage;
import io.selfieregistration.face.ReasonCode;
import io.selfieregistration.face.SelfieImage;
import io.selfieregistration.face.conversion.FaceApiGraphs;
import io.selfieregistration.face.conversion.TfjsGraphConverter;
import io.selfieregistration.face.conversion.TfliteGraphConverter;
import io.selfieregistration.face.image.RgbImage;
import io.selfieregistration.face.quality.FaceMesh;
import io.selfieregistration.face.quality.FaceSample;
import io.selfieregistration.face.quality.QualityAssessment;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.face.recognition.MatchPolicy;
import io.selfieregistration.face.recognition.RecognitionModel;

/**
 * The face pipeline the product brings: five small networks on ONNX Runtime, on the CPU.
 */
public final class OnnxFaceAnalysis implements FaceAnalysis, AutoCloseable {

	private static final String FACE_COUNT = "faceCount";

	private final BlazeFace detector;

	private final MeshNetwork meshes;

	private final IrisNetwork eyes;

	private final LandmarkNetwork landmarks;

	private final RecognitionNetwork recognition;

	private final RecognitionModel recognitionModel;

	private final FaceFinder faces;

	private final PipelineWatch watch;

	OnnxFaceAnalysis(ClassLoader models, RecognitionModel recognitionModel, PipelineWatch watch) {
		this.watch = watch;
		this.recognitionModel = recognitionModel;
		this.detector = new BlazeFace(
				graph("blazeface", ModelFile.BLAZEFACE_GRAPH, ModelFile.BLAZEFACE_WEIGHTS, models));
		this.meshes = new MeshNetwork(
				graph("facemesh", ModelFile.FACE_MESH_GRAPH, ModelFile.FACE_MESH_WEIGHTS, models));
		this.eyes = new IrisNetwork(graph("iris", ModelFile.IRIS_GRAPH, ModelFile.IRIS_WEIGHTS, models));
		this.landmarks = new LandmarkNetwork(FaceApiGraphs.landmarks(json(ModelFile.LANDMARK_MANIFEST, models),
				ModelFile.LANDMARK_WEIGHTS.read(models)));
		this.recognition = recognition(recognitionModel, models);
		this.faces = new FaceFinder(this.detector, this.meshes, this.landmarks);
	}

	/**
	 * The pipeline, ready to run.
	 * @param recognitionModel what makes the templates
	 * @param watch is told how long its parts take
	 * @throws IllegalStateException if a model is missing or changed, or if the networks
	 * answer differently on this machine than where they were measured
	 */
	public static OnnxFaceAnalysis load(RecognitionModel recognitionModel, PipelineWatch watch) {
		return new OnnxFaceAnalysis(OnnxFaceAnalysis.class.getClassLoader(), recognitionModel, watch);
	}

	private static RecognitionNetwork recognition(RecognitionModel model, ClassLoader models) {
		return switch (model) {
			case MOBILEFACENET -> new MobileFaceNetwork(
					TfliteGraphConverter.convert("mobilefacenet", ModelFile.MOBILEFACENET.read(models)));
			case DLIB -> new DlibNetwork(FaceApiGraphs.recognition(json(ModelFile.RECOGNITION_MANIFEST, models),
					ModelFile.RECOGNITION_WEIGHTS.read(models)));
		};
	}

	private static byte[] graph(String name, ModelFile graph, ModelFile weights, ClassLoader models) {
		return TfjsGraphConverter.convert(name, json(graph, models), weights.read(models));
	}

	private static JsonNode json(ModelFile file, ClassLoader models) {
		try {
			return new ObjectMapper().readTree(file.read(models));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The face model " + file.fileName() + " is no JSON", ex);
		}
	}

	@Override
	public FaceAssessment assess(SelfieImage image) {
		FaceFinder.Faces found = find(image);
		if (found.count() != 1 || found.main().isEmpty()) {
			ReasonCode code = (found.count() > 1) ? ReasonCode.MULTIPLE_FACES : ReasonCode.NO_FACE;
			return new FaceAssessment(List.of(Finding.refuse(code)), Map.of(FACE_COUNT, (double) found.count()),
					Optional.empty());
		}
		return assess(image, found.main().get());
	}

	@Override
	public Optional<FaceTemplate> describe(SelfieImage photo) {
		FaceFinder.Faces found = find(photo);
		return (found.count() == 1) ? found.main().map((face) -> describe(photo, face)) : Optional.empty();
	}

	@Override
	public Optional<FaceTemplate.Model> templateModel() {
		return Optional.of(this.recognitionModel.model());
	}

	@Override
	public Optional<FacePreview> preview(RgbImage frame, double enlargement) {
		FaceFinder.Faces found = this.faces.findRoughly(frame);
		if (found.count() != 1 || found.main().isEmpty()) {
			ReasonCode code = (found.count() > 1) ? ReasonCode.MULTIPLE_FACES : ReasonCode.NO_FACE;
			return Optional.of(new FacePreview(List.of(Finding.refuse(code)), Optional.empty()));
		}
		FaceFinder.Face face = found.main().get();
		QualityAssessment quality = QualityAssessment
			.of(FaceSample.ofFrame(frame, enlargement, face.mesh(), face.landmarks(), this.eyes));
		return Optional.of(new FacePreview(quality.findings(), Optional.of(place(face.mesh(), frame))));
	}

	@Override
	public OptionalDouble maxDistance(FaceTemplate.Model model, MatchPolicy policy) {
		return this.recognitionModel.model().equals(model)
				? OptionalDouble.of(policy.maxDistance(this.recognitionModel)) : OptionalDouble.empty();
	}

	@Override
	public Optional<String> selfTest() {
		return SelfTest.problem(this.recognitionModel, assess(new SelfieImage(DrawnFace.draw(), new byte[0], false)));
	}

	private static FacePreview.Place place(FaceMesh mesh, RgbImage frame) {
		FaceMesh.Box box = mesh.ovalBounds(0);
		return new FacePreview.Place(box.centre().x() / frame.widthPx(), box.centre().y() / frame.heightPx(),
				box.longerSide() / frame.heightPx());
	}

	private FaceAssessment assess(SelfieImage image, FaceFinder.Face face) {
		QualityAssessment quality = this.watch.timed(Stage.MEASURE,
				() -> QualityAssessment.of(new FaceSample(image, face.mesh(), face.landmarks(), this.eyes)));
		quality.measures().put(FACE_COUNT, 1.0);
		Optional<FaceTemplate> template = quality.refused() ? Optional.empty() : Optional.of(describe(image, face));
		return new FaceAssessment(quality.findings(), quality.measures(), template);
	}

	private FaceFinder.Faces find(SelfieImage image) {
		return this.watch.timed(Stage.FIND, () -> this.faces.find(image.pixels()));
	}

	private FaceTemplate describe(SelfieImage image, FaceFinder.Face face) {
		return this.watch.timed(Stage.DESCRIBE, () -> this.recognition.template(image.pixels(), face));
	}

	BlazeFace detector() {
		return this.detector;
	}

	MeshNetwork meshes() {
		return this.meshes;
	}

	IrisNetwork eyes() {
		return this.eyes;
	}

	LandmarkNetwork landmarks() {
		return this.landmarks;
	}

	RecognitionNetwork recognition() {
		return this.recognition;
	}

	@Override
	public void close() {
		this.detector.close();
		this.meshes.close();
		this.eyes.close();
		this.landmarks.close();
		this.recognition.close();
	}

}
